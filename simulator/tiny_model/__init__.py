"""Two small speech models for the simulator's own people, and the program that makes them.

`en/` and `id/` are real Vosk models of a few hundred words, trained on speech of eSpeak NG over
an imagined telephone line. `python -m simulator.tiny_model` makes them anew when the phrases
have changed. They know the simulator's phrases as eSpeak says them, and nothing else.
"""
