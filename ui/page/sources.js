/* The page of the sources, after page.js in the same function body: drop, progress, list, removal.
   Every piece of HTML comes rendered and escaped from the server; names of files are set as text. */

const intake = () => element.querySelector(".yj-intake");
const listed = () => element.querySelector(".yj-listed");
const buildState = () => element.querySelector(".yj-build-state");
const findBox = () => element.querySelector(".yj-find input");
const POLL_MS = 700;

async function ask(address, options) {
  try {
    const answer = await fetch(address, options);
    return { done: answer.ok, html: await answer.text() };
  } catch {
    return { done: false, html: null };
  }
}

function complain(place, text) {
  const line = document.createElement("p");
  line.className = "yj-notice";
  line.setAttribute("role", "alert");
  line.textContent = text;
  place.replaceChildren(line);
}

function showList({ html }) {
  if (html === null) return complain(listed(), listed().dataset.failed);
  listed().innerHTML = html;
  const rows = listed().querySelector("[data-may-change]");
  intake().hidden = rows?.dataset.mayChange !== "true";
  markOpened();
}

const refresh = async () =>
  showList(await ask("youju/sources?find=" + encodeURIComponent(findBox().value)));

// One at a time: the build begins when none is on its way any more.
let queue = Promise.resolve();

function takeFiles(files) {
  for (const file of files) {
    const line = document.createElement("li");
    const name = document.createElement("b");
    const said = document.createElement("span");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.value = 0;
    line.append(name, " ", said, bar);
    intake().querySelector(".yj-uploads").prepend(line);
    queue = queue.then(() => send(file, line, said, bar));
  }
  queue = queue.then(refresh).then(watchBuild);
}

async function send(file, line, said, bar) {
  const { most, tooLarge, sending, reading, notSent } = intake().dataset;
  const failed = (text) => {
    bar.remove();
    line.classList.add("yj-taken-failed");
    said.textContent = "✗ " + text;
  };
  if (file.size > Number(most)) return failed(tooLarge);
  said.textContent = sending;
  await new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
    request.open("POST", "youju/sources");
    request.setRequestHeader("X-Youju-Name", encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => Object.assign(bar, { max: total, value: loaded });
    request.upload.onload = () => {
      said.textContent = reading;
      bar.removeAttribute("value");
    };
    request.onload = () => {
      const read = [200, 422].includes(request.status); // otherwise refused, without a look at it
      (read ? line : said).innerHTML = request.responseText;
      bar.remove();
      resolve();
    };
    request.onerror = () => resolve(failed(notSent));
    request.send(file);
  });
}

let watching = false;
async function watchBuild(answer) {
  if (watching) return;
  watching = true;
  let ran = false;
  for (;;) {
    const { html } = answer ?? (await ask("youju/building"));
    answer = null;
    buildState().innerHTML = html ?? "";
    const state = buildState().firstElementChild;
    if (state?.dataset.running !== "true") {
      if (ran && state && !state.hasChildNodes()) {
        const done = document.createElement("p");
        done.className = "yj-build-done";
        done.textContent = "✓ " + intake().dataset.buildDone;
        state.append(done);
      }
      break;
    }
    ran = true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  watching = false;
  if (ran) refresh();
}

async function change(address, method) {
  const answer = await ask(address, { method });
  if (answer.done) showList(answer);
  else if (answer.html === null) complain(buildState(), listed().dataset.failed);
  else buildState().innerHTML = answer.html;
  if (answer.done) watchBuild();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const address = "youju/sources/" + encodeURIComponent(button.dataset.id ?? "");
  if (button.matches(".yj-remove")) {
    if (button.classList.contains("yj-sure")) return change(address, "DELETE");
    button.classList.add("yj-sure");
    button.dataset.label = button.textContent;
    button.textContent = button.dataset.sure;
    button.addEventListener("blur", () => {
      button.classList.remove("yj-sure");
      button.textContent = button.dataset.label;
    }, { once: true });
  } else if (button.matches(".yj-bring-back")) change(address, "POST");
  else if (button.matches(".yj-build-again"))
    ask("youju/building", { method: "POST" }).then((answer) => watchBuild(answer));
});

const dropped = (event) => !intake().hidden && event.dataTransfer?.types.includes("Files");
element.addEventListener("dragover", (event) => {
  if (!dropped(event)) return;
  event.preventDefault();
  intake().classList.add("yj-over");
});
element.addEventListener("dragleave", (event) => {
  if (!element.contains(event.relatedTarget)) intake().classList.remove("yj-over");
});
element.addEventListener("drop", (event) => {
  if (!dropped(event)) return;
  event.preventDefault();
  intake().classList.remove("yj-over");
  takeFiles(event.dataTransfer.files);
});
element.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  takeFiles([...event.target.files]);
  event.target.value = "";
});

let typed;
element.addEventListener("input", (event) => {
  if (event.target !== findBox()) return;
  clearTimeout(typed);
  typed = setTimeout(refresh, 250);
});

// Others may have added something since the page was last looked at.
new IntersectionObserver(([seen]) => {
  if (seen.isIntersecting) refresh().then(() => !intake().hidden && watchBuild());
}).observe(element);
