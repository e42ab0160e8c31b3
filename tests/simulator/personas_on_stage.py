"""Who phones in the simulator's tests: everybody invented."""

from simulator.people.personas import Persona

GRACE = Persona(
    number="+15552000001",
    other_number="+15556000001",
    language="en",
    name="Grace Hopper",
    known_by=("Grace",),
    said=("Grace Hopper", "Grace Hopper"),
    again="Grace Hopper",
    spelled="g r a c e",
    skill="billing",
    reasons=("I was charged twice",),
)
