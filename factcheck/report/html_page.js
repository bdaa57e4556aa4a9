"use strict";
(() => {
  const form = document.getElementById("filter");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const findings = all(".finding[data-code]");
  const mentions = all(".finding[data-of]");
  const articles = all(".file");
  const said = all(".said");
  const conflicts = document.getElementById("conflicts");
  const told = document.getElementById("told");
  let at = -1;

  const shown = () => findings.filter((finding) => !finding.hidden && !finding.closest("[hidden]"));

  const apply = () => {
    const file = form.elements.file.value;
    const rule = form.elements.rule.value;
    const statuses = new Set(all("[name=status]:checked").map((box) => box.value));
    for (const finding of findings) {
      const { code, status, files } = finding.dataset;
      finding.hidden = !(
        (!rule || code === rule) &&
        (!status || statuses.has(status)) &&
        (!file || files.split(" ").includes(file))
      );
    }
    for (const mention of mentions) mention.hidden = document.getElementById(mention.dataset.of).hidden;
    for (const article of articles) article.hidden = Boolean(file) && article.dataset.file !== file;
    for (const words of said) {
      const { status, codes } = words.dataset;
      const right = (!status || statuses.has(status)) && (!rule || (codes || "").split(" ").includes(rule));
      words.classList.toggle("off", !right);
    }
    if (conflicts) conflicts.hidden = !conflicts.querySelector(".finding:not([hidden])");
    at = -1;
    told.textContent = `${shown().length} of ${findings.length} findings shown`;
  };

  const go = (step) => {
    const visible = shown();
    if (!visible.length) return;
    at = at < 0 && step < 0 ? visible.length - 1 : (at + step + visible.length) % visible.length;
    const finding = visible[at];
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "center" });
  };

  // A link to what the filter hides shows all again: it would lead nowhere.
  const reveal = (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || !target.closest("[hidden]")) return;
    form.reset();
    apply();
  };

  form.hidden = false;
  form.addEventListener("change", apply);
  document.addEventListener("click", reveal);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("next").addEventListener("click", () => go(1));
  document.getElementById("previous").addEventListener("click", () => go(-1));
  apply();
})();
