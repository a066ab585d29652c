"""Movement as functions of time in seconds."""

from math import pi, sin


def along(t, start, seconds):
    """How far a movement has come, from 0 to 1, at an even pace."""
    return min(max((t - start) / seconds, 0.0), 1.0)


def glide(t, start, seconds):
    """Slow, fast, slow."""
    x = along(t, start, seconds)
    return x * x * (3 - 2 * x)


def arrive(t, start, seconds):
    """Fast, then slow."""
    return 1 - (1 - along(t, start, seconds)) ** 3


def pop(t, start, seconds=0.4):
    """Grows from nothing, a little too far and back."""
    x = along(t, start, seconds)
    return x * (1 + 0.7 * (1 - x) * x * 2)


def swing(t, seconds, reach=1.0, phase=0.0):
    return reach * sin(2 * pi * (t / seconds + phase))


def stride(t, seconds=0.7, reach=70):
    """Arms and legs for figure(), walking."""
    s = swing(t, seconds, reach)
    legs = ((-34 + s, 200 - abs(s) * 0.12), (34 - s, 200 - abs(s) * 0.12))
    arms = ((-30 - s, 120), (30 + s, 120))
    return {"arms": arms, "legs": legs}
