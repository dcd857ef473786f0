// Completes the search box: a combobox with a list below it, after the WAI-ARIA Authoring Practices
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without this script the box is a plain one.

"use strict";

const PAUSE = 120; // milliseconds without a key before the archive is asked

class Suggestions {
  constructor(input) {
    this.input = input;
    this.typed = input.value;
    this.options = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.status = document.createElement("span");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    input.form.append(this.list, this.status);
    const attributes = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // The box keeps the focus while an option is clicked.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option));
    });
  }

  wait() {
    this.typed = this.input.value;
    this.cancel();
    if (!this.typed.trim()) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  cancel() {
    clearTimeout(this.timer);
    if (this.request) this.request.abort();
    this.request = null;
  }

  async ask() {
    const request = (this.request = new AbortController());
    const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(this.typed)}`;
    try {
      const response = await fetch(address, { signal: request.signal });
      const found = response.ok ? (await response.json()).suggestions : [];
      if (request === this.request) this.show(found);
    } catch {
      // Aborted, or nobody answers: the box works without suggestions.
      if (request === this.request) this.close();
    }
  }

  show(found) {
    this.options = found.map((each, place) => this.option(each, place));
    this.list.replaceChildren(...this.options);
    this.mark(-1);
    this.open(found.length > 0 && document.activeElement === this.input);
    const many = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
    this.status.textContent = found.length ? many : "No suggestions";
  }

  option(suggestion, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.dataset.query = suggestion.query;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const text = document.createElement("bdi");
    text.textContent = suggestion.text;
    const told = [suggestion.articles.toLocaleString("en")];
    if (suggestion.kind === "outlet") told.unshift("outlet");
    if (suggestion.spellings > 1) told.unshift(`${suggestion.spellings} spellings`);
    const facts = document.createElement("span");
    facts.textContent = told.join(" · ");
    const unit = document.createElement("span");
    unit.className = "unseen";
    unit.textContent = suggestion.articles === 1 ? " article" : " articles";
    facts.append(unit);
    option.append(text, facts);
    return option;
  }

  press(event) {
    if (event.isComposing) return;
    const shown = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.options.length) return;
      event.preventDefault();
      this.open(true);
      this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && shown && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      this.cancel();
      this.input.value = this.typed;
      this.close();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.cancel();
      this.close();
    }
  }

  // One place before the first and behind the last is the box itself, with what was typed.
  step(by) {
    const places = this.options.length + 1;
    this.mark(((this.active + 1 + by + places) % places) - 1);
    this.input.value = this.active < 0 ? this.typed : this.options[this.active].dataset.query;
  }

  mark(place) {
    const before = this.options[this.active];
    if (before) before.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    this.cancel();
    this.mark(-1);
    this.open(false);
  }

  choose(place) {
    this.input.value = this.options[place].dataset.query;
    this.close();
    this.input.form.requestSubmit();
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);
