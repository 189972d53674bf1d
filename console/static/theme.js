// Runs before the page is drawn, so that the theme does not flash. The choice is stored in this browser.
"use strict";
(() => {
  const choices = ["system", "light", "dark"];
  const read = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is switched off
    }
  };
  const apply = (choice) => {
    if (choice === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  };
  let chosen = choices.includes(read()) ? read() : "system";
  apply(chosen);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const tell = () => {
      button.textContent = `Theme: ${chosen}`;
    };
    tell();
    button.addEventListener("click", () => {
      chosen = choices[(choices.indexOf(chosen) + 1) % choices.length];
      apply(chosen);
      tell();
      try {
        localStorage.setItem("theme", chosen);
      } catch {
        // then it applies to this page only
      }
      dispatchEvent(new Event("themechange"));
    });
  });
})();
