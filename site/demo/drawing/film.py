"""Renders the clips of the demo with their captions, transcripts and posters.

    cd site && python -m demo.drawing.film [name …]

Needs playwright, Pillow, a Chromium (see render.py) and ffmpeg. The text cards are set in Inter where it is installed.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.texts import MEDIA

from .clips import aachen, duesseldorf, duisburg, koeln, remscheid, siegen, wuppertal
from .clips.storyboard import TITLE_SECONDS, captions, frame, read_clip, transcript
from .render import camera, webp
from .sound import write_tones

DRAWINGS = (aachen, duesseldorf, duisburg, koeln, remscheid, siegen, wuppertal)
CLIPS = tuple(read_clip(module.__name__.rpartition(".")[2], module.SHOTS) for module in DRAWINGS)
FOLDER = MEDIA / "clips"
SIZE = (854, 480)
FRAMES_PER_SECOND = 24
ENCODING = {
    "-vf": "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
    "-c:v": "libx264",
    "-profile:v": "main",
    "-preset": "veryslow",
    "-tune": "animation",
    "-crf": "28",
    "-colorspace": "bt709",
    "-color_primaries": "bt709",
    "-color_trc": "bt709",
    "-c:a": "aac",
    "-b:a": "40k",
    "-movflags": "+faststart",
    # No metadata; not even the encoder's own note stays in the stream.
    "-map_metadata": "-1",
    "-fflags": "+bitexact",
    "-flags:v": "+bitexact",
    "-flags:a": "+bitexact",
    "-bsf:v": "filter_units=remove_types=6",
}


def encode(frames, tones, target):
    pictures = ["-framerate", str(FRAMES_PER_SECOND), "-i", str(frames / "%04d.png")]
    options = [part for option in ENCODING.items() for part in option]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *pictures, "-i", str(tones), *options, str(target)], check=True)


def film(lens, clip):
    with TemporaryDirectory() as folder:
        folder = Path(folder)
        lens.frame(*SIZE)
        for number in range(round(clip.seconds * FRAMES_PER_SECOND)):
            picture = lens.shoot(frame(clip, number / FRAMES_PER_SECOND))
            (folder / f"{number:04d}.png").write_bytes(picture)
        write_tones(folder / "tones.wav", clip.seconds, clip.key)
        encode(folder, folder / "tones.wav", FOLDER / f"{clip.name}.mp4")
    lens.frame(1280, 720)
    (FOLDER / f"{clip.name}.webp").write_bytes(webp(lens.shoot(frame(clip, TITLE_SECONDS - 0.1))))


def write_texts(clip):
    (FOLDER / f"{clip.name}.de.vtt").write_text(captions(clip), encoding="utf-8")
    (FOLDER / f"{clip.name}.txt").write_text(transcript(clip), encoding="utf-8")


def main(wanted):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with camera() as lens:
        for clip in CLIPS:
            write_texts(clip)
            if not wanted or clip.name in wanted:
                film(lens, clip)


if __name__ == "__main__":
    main(sys.argv[1:])
