/* The printed page beside its text: fetched when a source is shown, turned, zoomed. In the page's
   head, once; what it shows comes rendered and escaped from the server. */

(() => {
  // Small print is held this large, in pixels a line, where a page is first opened, or smaller,
  // down to the second, where that shows the quote's lines whole.
  const LEGIBLE = 17;
  const LEAST = 11;
  const MOST = 4; // pixels a point
  const STEP = 1.3;
  const MARGIN = 12; // pixels beside a column

  const sheetOf = (view) => view.querySelector(".yj-sheet");
  const frameOf = (view) => view.querySelector(".yj-sheet-frame");
  const fitting = (view) => (frameOf(view).clientWidth - 2) / Number(sheetOf(view).dataset.width);
  const whole = (view) =>
    Math.min(fitting(view), (frameOf(view).clientHeight - 2) / Number(sheetOf(view).dataset.height));

  // The text goes along when a page is turned; a page that holds no text leaves it where it is.
  function showBeside(view) {
    const print = view.closest(".yj-source").querySelector(".yj-print");
    const { value } = view.querySelector(".yj-page-number input");
    const quoted = view.querySelector(".yj-mark") && print.querySelector("mark");
    const row = quoted || print.querySelector(`[data-page="${value}"]`);
    if (row) print.scrollTop += row.getBoundingClientRect().top - print.getBoundingClientRect().top - 12;
  }

  async function load(view, address, { turn, beside } = {}) {
    view.wanted = address;
    view.setAttribute("aria-busy", "true");
    let html = null;
    try {
      html = await (await fetch(address)).text();
    } catch {
      /* said below */
    }
    if (view.wanted !== address || !view.isConnected) return; // turned on meanwhile
    view.removeAttribute("aria-busy");
    if (html === null) {
      const line = document.createElement("p");
      line.className = "yj-notice";
      line.setAttribute("role", "alert");
      line.textContent = view.dataset.failed;
      return view.replaceChildren(line);
    }
    view.innerHTML = html;
    if (!sheetOf(view)) return;
    open(view);
    if (beside) showBeside(view);
    if (turn) (view.querySelector(`[data-turn="${turn}"]:enabled`) ?? frameOf(view)).focus({ preventScroll: true });
  }

  // A view that is not on screen has no size: it is laid out when it is first seen.
  function open(view) {
    if (!sheetOf(view) || !frameOf(view).clientWidth) return;
    const marks = [...view.querySelectorAll(".yj-mark")];
    view.zoom ||= Math.max(fitting(view), marks.length ? legible(view, marks) : 0);
    zoomTo(view, view.zoom);
    if (marks.length) scrollToMarks(frameOf(view), marks);
    else frameOf(view).scrollTop = 0;
  }

  function legible(view, marks) {
    const sheet = sheetOf(view);
    const points = (share, side) => (parseFloat(share) / 100) * Number(sheet.dataset[side]);
    const printed = points(marks[0].style.height, "height");
    const width = points(columnOf(marks.map((mark) => mark.style))[1], "width");
    const shown = (frameOf(view).clientWidth - 2 * MARGIN) / width;
    return Math.min(LEGIBLE / printed, Math.max(shown, LEAST / printed), MOST / 2);
  }

  // The left edge and the width of the column in which the quote begins: of its lines as long as
  // each stands below the one before.
  function columnOf(places) {
    const numbers = places.map(({ top, left, width }) => [top, left, width].map(parseFloat));
    const next = numbers.findIndex(([top], at) => at && top <= numbers[at - 1][0]);
    const column = next < 0 ? numbers : numbers.slice(0, next);
    const left = Math.min(...column.map(([, edge]) => edge));
    return [left, Math.max(...column.map(([, edge, width]) => edge + width)) - left];
  }

  // To the column in which the quote begins: its middle, or its left edge where it is too wide.
  function scrollToMarks(frame, marks) {
    const [left, width] = columnOf(
      marks.map(({ offsetTop: top, offsetLeft: left, offsetWidth: width }) => ({ top, left, width })),
    );
    frame.scrollTop = marks[0].offsetTop - frame.clientHeight / 3;
    frame.scrollLeft = left - Math.max(MARGIN, (frame.clientWidth - width) / 2);
  }

  function zoomTo(view, zoom) {
    const [sheet, frame] = [sheetOf(view), frameOf(view)];
    const middle = (side, size) => (frame[side] + frame[size] / 2) / frame[side.replace("Top", "Height").replace("Left", "Width")];
    const [down, across] = [middle("scrollTop", "clientHeight"), middle("scrollLeft", "clientWidth")];
    view.zoom = Math.min(MOST, Math.max(Math.min(whole(view), 0.3), zoom));
    sheet.style.width = `${view.zoom * Number(sheet.dataset.width)}px`;
    frame.scrollTop = down * frame.scrollHeight - frame.clientHeight / 2;
    frame.scrollLeft = across * frame.scrollWidth - frame.clientWidth / 2;
    const picture = sheet.querySelector("img");
    const scale = Math.min(3, Math.ceil(view.zoom * window.devicePixelRatio - 0.2) || 1);
    if (Number(picture.dataset.shown ?? 0) >= scale) return;
    picture.dataset.shown = scale;
    picture.src = picture.getAttribute(`data-scale-${scale}`);
  }

  document.addEventListener("yj-shown", ({ target }) => {
    const view = target.querySelector(".yj-page");
    if (view) load(view, view.dataset.address);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#yj-panel button");
    const view = button?.closest(".yj-page");
    if (button?.matches(".yj-view")) choose(button);
    else if (!view) return;
    else if (button.matches(".yj-turn-page")) load(view, button.dataset.address, { turn: button.dataset.turn, beside: true });
    else if (button.matches(".yj-zoom")) {
      const { zoom } = button.dataset;
      zoomTo(view, zoom === "fit" ? whole(view) : view.zoom * (zoom === "in" ? STEP : 1 / STEP));
    }
  });

  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.(".yj-page-number input")) return;
    const page = Math.min(Number(target.max), Math.max(1, Math.round(Number(target.value)) || 1));
    const address = target.dataset.address.replace(/\/\d+\?/, `/${page}?`);
    load(target.closest(".yj-page"), address, { beside: true });
  });

  // A file dropped beside the place for files would replace the page; on the check it is the draft.
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const input = event.target.closest?.("#yj-check")?.querySelector("input[type=file]");
    if (!input) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Enter pressed twice, or held, asks once: the second would find the box emptied by the first.
  const TWICE_MS = 600;
  let entered = { value: "", at: -TWICE_MS };
  document.addEventListener("keydown", (event) => {
    const { key, target, isComposing, shiftKey, repeat, timeStamp: at } = event;
    if (key !== "Enter" || isComposing || shiftKey || !target.matches?.("#yj-question textarea")) return;
    const again = ["", entered.value].includes(target.value) && at - entered.at < TWICE_MS;
    if (repeat || again) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else entered = { value: target.value, at };
  }, true);

  // Gradio says in English alone that the program does not answer.
  const LOST = "Connection to the server was lost";
  new MutationObserver(() => {
    for (const text of document.querySelectorAll("[data-testid=toast-text]")) {
      if (!text.textContent.startsWith(LOST)) continue;
      text.textContent = document.getElementById("yj-said").dataset.lost;
      const title = text.closest("[data-testid=toast-body]").querySelector(".toast-title");
      if (title) title.textContent = "";
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  // On a narrow panel, either the page or the text.
  function choose(button) {
    const source = button.closest(".yj-source");
    source.dataset.view = button.dataset.view;
    for (const other of source.querySelectorAll(".yj-view"))
      other.setAttribute("aria-pressed", String(other === button));
    if (button.dataset.view === "page") return open(source.querySelector(".yj-page"));
    const print = source.querySelector(".yj-print");
    const quoted = print.querySelector("mark");
    if (quoted) print.scrollTop += quoted.getBoundingClientRect().top - print.getBoundingClientRect().top - print.clientHeight / 4;
  }
})();
