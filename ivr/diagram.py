"""The conversation's table as a Mermaid diagram: `python -m ivr.diagram` prints it."""

import sys

from ivr.call import State
from ivr.flow import TRANSITIONS
from ivr.signals import Signal

_EVERYWHERE = (Signal.HUNG_UP, Signal.FAULT)


def diagram() -> str:
    """Mermaid source: one arrow for each pair of states, labelled with its signals."""
    lines = ["stateDiagram-v2", "    [*] --> start"]
    for state, arrows in TRANSITIONS.items():
        for target in State:
            signals = [str(s) for s, t in arrows.items() if t is target and s not in _EVERYWHERE]
            if signals:
                lines.append(f"    {_id(state)} --> {_id(target)}: {' / '.join(signals)}")
    return "\n".join((*lines, "    ended --> [*]", ""))


def _id(state: State) -> str:
    return state.value.replace("-", "_")


if __name__ == "__main__":
    sys.stdout.write(diagram())
