"""Which function performs which verb."""

from simulator.twiml.dial import dial
from simulator.twiml.flow import hangup, leave, redirect, reject
from simulator.twiml.gather import gather
from simulator.twiml.performer import Verb
from simulator.twiml.queue import enqueue
from simulator.twiml.record import record, start, stop
from simulator.twiml.sound import pause, play, say

TABLE: dict[str, Verb] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Gather": gather,
    "Record": record,
    "Redirect": redirect,
    "Hangup": hangup,
    "Reject": reject,
    "Leave": leave,
    "Enqueue": enqueue,
    "Dial": dial,
    "Start": start,
    "Stop": stop,
}
