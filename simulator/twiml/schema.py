"""The verbs that this exchange performs and the attributes that each of them has."""

_RECORDING_CALLBACK = (
    "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent"
)
_STATUS_CALLBACK = "statusCallback statusCallbackMethod statusCallbackEvent"

ATTRIBUTES = {
    name: frozenset(words.split())
    for name, words in {
        "Response": "",
        "Say": "voice language loop",
        "Play": "loop digits",
        "Pause": "length",
        "Gather": (
            "input action method timeout speechTimeout finishOnKey numDigits language hints"
            " actionOnEmptyResult partialResultCallback partialResultCallbackMethod"
            " profanityFilter speechModel enhanced bargeIn maxSpeechTime debug"
        ),
        "Record": (
            "action method timeout maxLength finishOnKey playBeep trim transcribe"
            f" transcribeCallback {_RECORDING_CALLBACK}"
        ),
        "Redirect": "method",
        "Hangup": "",
        "Reject": "reason",
        "Leave": "",
        "Enqueue": "action method waitUrl waitUrlMethod maxQueueSize",
        "Dial": (
            "action method timeout timeLimit callerId answerOnBridge hangupOnStar record trim"
            f" sequential ringTone {_RECORDING_CALLBACK}"
        ),
        "Number": f"url method sendDigits {_STATUS_CALLBACK}",
        "Queue": "url method",
        "Conference": (
            "muted beep startConferenceOnEnter endConferenceOnExit participantLabel"
            " jitterBufferSize waitUrl waitMethod maxParticipants record trim coach region"
            f" eventCallbackUrl {_STATUS_CALLBACK} {_RECORDING_CALLBACK}"
        ),
        "Start": "",
        "Stop": "",
        "Recording": f"trim track channels {_RECORDING_CALLBACK}",
    }.items()
}

SPEECH = frozenset({"Say", "Play", "Pause"})
CHILDREN = {
    "Gather": SPEECH,
    "Dial": frozenset({"Number", "Queue", "Conference"}),
    "Start": frozenset({"Recording"}),
    "Stop": frozenset({"Recording"}),
}
# Say and Enqueue carry text, and SSML inside Say is spoken as its text
WITH_MARKUP = frozenset({"Say"})

VERBS = SPEECH | {
    "Gather",
    "Record",
    "Redirect",
    "Hangup",
    "Reject",
    "Leave",
    "Enqueue",
    "Dial",
    "Start",
    "Stop",
}
IN_QUEUE = SPEECH | {"Hangup", "Redirect", "Leave", "Gather"}
IN_CONFERENCE = SPEECH | {"Redirect"}
IN_WHISPER = SPEECH | {"Gather", "Hangup", "Redirect"}
