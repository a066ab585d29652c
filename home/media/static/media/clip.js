// A film's address in the page: #film-3-t42 opens the transcript and goes to second 42.

const ADDRESS = /^#film-(\d+)-t(\d+)$/;

/**
 * @param {string} hash
 * @returns {{film: string, seconds: number} | null} the id of the film; null for other addresses
 */
export function parse(hash) {
  const match = ADDRESS.exec(hash);
  return match && { film: `film-${match[1]}`, seconds: Number(match[2]) };
}

/**
 * Opens the transcript and goes to the second that the address names.
 * @param {string} hash
 * @param {{play?: boolean, show?: boolean}} [options] `show` scrolls to the film
 */
export function seek(hash, { play = false, show = false } = {}) {
  const target = parse(hash);
  const film = target && document.getElementById(target.film);
  if (!film) {
    return;
  }
  const video = film.querySelector("video");
  film.querySelector("details").open = true;
  // The second may be none of the transcript's, and then no element has the address.
  if (show) {
    film.scrollIntoView();
  }
  const go = () => {
    video.currentTime = target.seconds;
    if (play) {
      video.play();
    }
  };
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) {
    go();
  } else {
    video.addEventListener("loadedmetadata", go, { once: true });
    video.preload = "metadata";
    video.load();
  }
}

for (const film of document.querySelectorAll("[data-film]")) {
  film.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-seconds]");
    if (link) {
      seek(link.hash, { play: true });
    }
  });
}
window.addEventListener("hashchange", () => seek(location.hash, { show: !document.querySelector(":target") }));
seek(location.hash, { show: true });
