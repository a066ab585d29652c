"""Soft plucked tones for the clips, computed, in a five-tone scale."""

import wave
from array import array
from math import exp, pi, sin
from random import Random

RATE = 32_000
STEPS = (0, 2, 4, 7, 9, 12, 14, 16)


def _pluck(samples, start, frequency, loudness):
    first = round(start * RATE)
    for i in range(min(RATE * 2, len(samples) - first)):
        t = i / RATE
        envelope = min(t / 0.02, 1.0) * exp(-2.6 * t)
        tone = sin(2 * pi * frequency * t) + 0.25 * sin(4 * pi * frequency * t) * exp(-4 * t)
        samples[first + i] += loudness * envelope * tone


def write_tones(path, seconds, key):
    """A quiet melody as WAV; the key (in half tones) also picks the melody, so every clip sounds a little different."""
    choose = Random(key)
    samples = array("d", bytes(8 * round(seconds * RATE)))
    beat, step = 0.0, 2
    while beat < seconds - 1.6:
        step = min(max(step + choose.choice((-2, -1, 1, 1, 2)), 0), len(STEPS) - 1)
        _pluck(samples, beat, 220 * 2 ** ((STEPS[step] + key) / 12), 0.11)
        if round(beat / 0.5) % 4 == 0:
            _pluck(samples, beat, 110 * 2 ** (key / 12), 0.12)
        beat += 0.5
    fade = RATE
    for i in range(fade):
        samples[-1 - i] *= i / fade
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(array("h", (round(32767 * max(-1.0, min(1.0, s))) for s in samples)).tobytes())
