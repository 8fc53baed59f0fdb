(function () {
  "use strict";
  var root = document.documentElement;
  var titles = { fr: document.title, en: root.dataset.titleEn };
  var english = document.getElementById("en");
  root.classList.add("js");

  function each(selector, action, from) {
    Array.prototype.forEach.call((from || document).querySelectorAll(selector), action);
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  var input = document.getElementById("filtre");
  var output = document.getElementById("filtres");
  var rows = [];
  each("table.filtered tbody tr", function (row) {
    rows.push({ row: row, text: plain(row.querySelector(".ml").textContent), counted: !!row.closest(".counts") });
  });

  function filter() {
    var wanted = plain(input.value.trim());
    var shown = 0, all = 0;
    rows.forEach(function (one) {
      var hidden = one.text.indexOf(wanted) < 0;
      one.row.hidden = hidden;
      if (one.counted) { all += 1; shown += hidden ? 0 : 1; }
    });
    output.textContent = wanted ? shown + (english.checked ? " of " : " sur ") + all : "";
    each(".active-filter", function (note) {
      note.hidden = !wanted;
      note.querySelector("b").textContent = input.value.trim();
    });
  }

  function language() {
    root.lang = english.checked ? "en" : "fr";
    document.title = titles[root.lang];
    if (input) { filter(); }
  }

  if (input) { input.addEventListener("input", filter); }
  each(".lang", function (radio) { radio.addEventListener("change", language); });
  language();

  function value(row, column) {
    var cell = row.cells[column];
    if (column === 0) { return plain(cell.textContent); }
    var digits = cell.textContent.replace(/\D/g, "");
    return digits ? Number(digits) : -1;
  }

  each("table.sortable", function (table) {
    var body = table.tBodies[0];
    each("thead th", function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var first = column === 0 ? "ascending" : "descending";
        var other = column === 0 ? "descending" : "ascending";
        var order = head.getAttribute("aria-sort") === first ? other : first;
        each("thead th", function (one) { one.removeAttribute("aria-sort"); }, table);
        head.setAttribute("aria-sort", order);
        var sign = order === "ascending" ? 1 : -1;
        Array.prototype.slice.call(body.rows).sort(function (a, b) {
          var x = value(a, column), y = value(b, column);
          return sign * (x < y ? -1 : x > y ? 1 : 0);
        }).forEach(function (row) { body.appendChild(row); });
      });
    }, table);
  });

  window.addEventListener("beforeprint", function () {
    each("details", function (one) { one.open = true; });
  });
})();
