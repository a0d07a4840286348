/* The pages' clicks and keys. Gradio runs this once for each part of a page that shows something to
   open, as the body of a function (element, trigger, props, server, upload, watch). The panel beside
   the pages is one for all and remembers what it shows. Texts come rendered and escaped from the
   server; nothing here makes HTML of a text. */

const desk = () => document.getElementById("yj-desk");
// Its own fields: owner, the element that opened it; opener, the button that focus goes back to;
// key and finding, what is shown.
const panel = () => document.getElementById("yj-panel");

async function fetchSource(citation) {
  const { source, start, end, quote } = citation.dataset;
  try {
    return await server.open_source({ source, start: Number(start), end: Number(end), quote });
  } catch {
    return null;
  }
}

async function openSource(citation) {
  const inPanel = panel().contains(citation);
  const html = await fetchSource(citation);
  if (inPanel && panel().hidden) return; // closed meanwhile
  panel().key = keyOf(citation);
  if (!inPanel) claimPanel(citation, null);
  showSource(html);
}

// A figure of the draft: its finding, and below it the place that speaks for or against it.
async function openFinding(button) {
  const { finding, source } = button.dataset;
  const html = source === undefined ? "" : await fetchSource(button);
  panel().key = source === undefined ? null : keyOf(button);
  claimPanel(button, element.querySelector(`template[data-of="${finding}"]`));
  showSource(html);
}

const keyOf = ({ dataset }) => [dataset.source, dataset.start, dataset.end].join(" ");

function claimPanel(opener, template) {
  Object.assign(panel(), { owner: element, opener, finding: opener.dataset.finding ?? null });
  const finding = panel().querySelector(".yj-panel-finding");
  finding.hidden = template === null;
  finding.replaceChildren(template?.content.cloneNode(true) ?? "");
  showSteps();
}

// The figure before or after the one in the panel, among those that the filter leaves.
function neighbour(step) {
  const shown = [...element.querySelectorAll(".yj-figure:not(.yj-off)")];
  const at = Number(panel().finding);
  return step > 0
    ? shown.find(({ dataset }) => Number(dataset.finding) > at)
    : shown.reverse().find(({ dataset }) => Number(dataset.finding) < at);
}

function showSteps() {
  for (const button of panel().querySelectorAll(".yj-step"))
    button.disabled = !neighbour(Number(button.dataset.step));
}

async function stepTo(step) {
  const figure = neighbour(step);
  if (!figure) return;
  figure.scrollIntoView({ block: "nearest" });
  await openFinding(figure);
  const steps = [...panel().querySelectorAll(".yj-step:enabled")];
  (steps.find(({ dataset }) => Number(dataset.step) === step) ?? steps[0])?.focus();
}

// What is shown carries the mark wherever it stands; a growing answer is rendered without it.
function markOpened() {
  if (panel().owner !== element) return;
  const mark = (button, shown) =>
    shown ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current");
  for (const button of document.querySelectorAll("[data-finding]"))
    mark(button, button.dataset.finding === panel().finding);
  for (const button of document.querySelectorAll("[data-source]:not([data-finding])"))
    mark(button, keyOf(button) === panel().key);
}

function showSource(html) {
  const body = panel().querySelector(".yj-panel-body");
  const failed = panel().querySelector(".yj-panel-failed");
  failed.hidden = html !== null;
  body.innerHTML = html ?? "";
  desk().dataset.source = "open";
  panel().hidden = false;
  const print = body.querySelector(".yj-print");
  const quoted = print?.querySelector("mark");
  if (quoted) {
    // By hand: scrollIntoView would move the page under the panel too.
    const offset = quoted.getBoundingClientRect().top - print.getBoundingClientRect().top;
    print.scrollTop = Math.max(0, offset - print.clientHeight / 4);
  }
  body.dispatchEvent(new Event("yj-shown", { bubbles: true })); // a printed page loads itself
  (body.querySelector("h2") ?? panel().querySelector(".yj-close")).focus({ preventScroll: true });
  markOpened();
}

function closePanel() {
  if (panel().hidden || panel().owner !== element) return;
  const { opener } = panel();
  panel().hidden = true;
  delete desk().dataset.source;
  Object.assign(panel(), { key: null, finding: null, opener: null });
  markOpened();
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

// One verdict alone: the others' figures step back in the draft and leave the list.
function filterFigures(button) {
  const { verdict } = button.dataset;
  for (const other of element.querySelectorAll(".yj-filter"))
    other.setAttribute("aria-pressed", String(other === button));
  const outside = (part) => verdict !== "" && !verdict.split(" ").includes(part.dataset.verdict);
  for (const figure of element.querySelectorAll(".yj-figure"))
    figure.classList.toggle("yj-off", outside(figure));
  for (const finding of element.querySelectorAll(".yj-finding")) finding.hidden = outside(finding);
  if (panel().owner === element) showSteps();
}

// What was asked outlives a reload of the page, or a restart of the program, in this tab.
const ASKED = "youju-asked";

function keepAsked() {
  const turns = [...element.querySelectorAll(".yj-turn[data-complete=true]")];
  if (!turns.length) return;
  const asked = turns.map(({ dataset }) => ({ question: dataset.question, sources: JSON.parse(dataset.sources) }));
  try {
    sessionStorage.setItem(ASKED, JSON.stringify(asked));
  } catch {
    /* no room, or not allowed: then it does not outlive it */
  }
}

function asked() {
  try {
    return JSON.parse(sessionStorage.getItem(ASKED)) ?? [];
  } catch {
    return [];
  }
}

function offerResume() {
  const button = element.querySelector(".yj-resume");
  if (button) button.hidden = !asked().length;
}

// Read out what came of a question, a check, a search: once, though it is rendered piece by piece.
let said = "";
function announce() {
  const now = [...element.querySelectorAll("[data-said]")].at(-1)?.dataset.said ?? "";
  if (now === said) return;
  said = now;
  document.getElementById("yj-said").textContent = now;
}

async function copyText(button) {
  if (button.classList.contains("yj-said")) return;
  const label = button.textContent;
  button.textContent = (await copied(button.dataset.text)) ? button.dataset.done : button.dataset.refused;
  button.classList.add("yj-said");
  setTimeout(() => {
    button.textContent = label;
    button.classList.remove("yj-said");
  }, 2000);
}

async function copied(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* refused: the older way below needs no permission */
    }
  }
  // A page served by plain http to another machine has no clipboard object.
  const box = document.createElement("textarea");
  box.value = text;
  box.style.position = "fixed";
  box.style.opacity = "0";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button, [role=button]");
  if (!button) return;
  if (button.dataset.finding !== undefined) openFinding(button);
  else if (button.dataset.source !== undefined) openSource(button);
  else if (button.matches(".yj-filter")) filterFigures(button);
  else if (button.matches(".yj-export")) trigger("export", { suffix: button.dataset.suffix });
  else if (button.matches(".yj-example")) trigger("example", { question: button.textContent });
  else if (button.matches(".yj-resume")) trigger("resume", { asked: asked() });
  else if (button.matches(".yj-retry")) trigger("retry");
  else if (button.matches(".yj-stop")) trigger("stop");
  else if (button.matches(".yj-copy")) copyText(button);
});

// A figure in the draft is no <button>, whose keys the browser would know.
element.addEventListener("keydown", (event) => {
  if (!event.target.matches("[role=button]") || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  event.target.click();
});

document.addEventListener("click", (event) => {
  const evidence = event.target.closest("#yj-panel [data-source]");
  const copy = event.target.closest("#yj-panel .yj-copy");
  if (copy && panel().owner === element) copyText(copy);
  const step = event.target.closest("#yj-panel .yj-step");
  if (step && panel().owner === element) stepTo(Number(step.dataset.step));
  if (evidence && panel().owner === element) openSource(evidence);
  else if (event.target.closest(".yj-close, #yj-new, [role=tab]")) closePanel();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) closePanel();
});

// A new question or report is brought to the top once; while an answer grows, the reader scrolls.
let turns = 0;
watch("value", () => {
  const shown = element.querySelectorAll(".yj-turn");
  if (shown.length > turns) shown[shown.length - 1].scrollIntoView({ block: "start" });
  turns = shown.length;
  element.querySelector(".yj-report")?.scrollIntoView({ block: "start" });
  element.querySelector(":scope .yj-pending[data-said]")?.scrollIntoView({ block: "nearest" });
  element.querySelector(".yj-download")?.click();
  // What a finding was opened from is gone with the report that held it.
  if (panel().owner === element && panel().opener?.isConnected === false && !turns) closePanel();
  markOpened();
  keepAsked();
  offerResume();
  announce();
});
offerResume();
