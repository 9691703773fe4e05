// Building the page. Text only ever becomes text: nothing here reads markup.

const byId = (id) => document.getElementById(id);

/** Make an element. Attributes that are null or false are left out; functions become listeners ("onclick"). */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Parts with a sign between them, those that are missing left out. */
const joined = (parts, sign = " · ") => parts.filter(Boolean).join(sign);

const numbered = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Call a function once the calls for it have stopped for a while. */
function settled(action, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}

const whenIdle = window.requestIdleCallback
  ? (action) => requestIdleCallback(action, { timeout: 500 })
  : (action) => setTimeout(action, 30);

/** What the style sheet says: lengths in rem as pixels. */
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
