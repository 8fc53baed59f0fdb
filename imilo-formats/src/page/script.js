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

  var lists = [];
  each("details", function (list) {
    if (!list.querySelector(".list")) { return; }
    list.unfolded = list.open;
    lists.push(list);
  });

  function filter() {
    var wanted = plain(input.value.trim());
    var shown = 0, all = 0, last = null;
    rows.forEach(function (one) {
      var hidden = one.text.indexOf(wanted) < 0;
      one.row.hidden = hidden;
      if (one.counted) { all += 1; }
      if (one.counted && !hidden) { shown += 1; last = one.row; }
    });
    output.textContent = wanted ? shown + (english.checked ? " of " : " sur ") + all : "";
    show(shown === 1 && wanted ? last : null);
    document.getElementById("aucune").hidden = shown > 0;
    each(".active-filter", function (note) {
      // What is said of one mission locale holds when one is left.
      note.hidden = !wanted || (note.classList.contains("one") && shown !== 1);
      each("b", function (name) { name.textContent = input.value.trim(); }, note);
    });
    lists.forEach(function (list) {
      var left = list.querySelectorAll("tbody tr:not([hidden])").length;
      list.open = wanted ? left > 0 : list.unfolded;
      list.querySelector(".none-left").hidden = left > 0;
      list.querySelector(".left").hidden = !wanted;
      list.querySelector(".left b").textContent = left;
    });
  }

  var fiche = document.getElementById("fiche");

  // What the table says of one mission locale, the columns that it has no room for included.
  function show(row) {
    fiche.hidden = !row;
    fiche.textContent = "";
    if (!row) { return; }
    var title = document.createElement("h3");
    var list = document.createElement("dl");
    title.textContent = row.cells[0].textContent;
    each("thead th", function (head, column) {
      if (column === 0) { return; }
      var line = document.createElement("div");
      [["dt", head.querySelector("button") || head], ["dd", row.cells[column]]].forEach(function (pair) {
        var cell = line.appendChild(document.createElement(pair[0]));
        Array.prototype.forEach.call(pair[1].childNodes, function (node) { cell.appendChild(node.cloneNode(true)); });
      });
      list.appendChild(line);
    }, row.closest("table"));
    fiche.appendChild(title);
    fiche.appendChild(list);
  }

  function language() {
    root.lang = english.checked ? "en" : "fr";
    document.title = titles[root.lang];
    if (input) { filter(); }
  }

  if (input) {
    input.addEventListener("input", filter);
    each("table.counts .ml", function (cell) {
      var code = cell.querySelector("code") || cell.querySelector("bdi");
      if (!code) { return; }
      var button = document.createElement("button");
      button.type = "button";
      while (cell.firstChild) { button.appendChild(cell.firstChild); }
      cell.appendChild(button);
      button.addEventListener("click", function () {
        input.value = code.textContent;
        filter();
        input.scrollIntoView({ block: "center" });
      });
    });
  }
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

  // A list of dossiers is printed if it is unfolded: two hundred rows each would hide the rest.
  window.addEventListener("beforeprint", function () {
    each("details", function (one) { if (lists.indexOf(one) < 0) { one.open = true; } });
  });
})();
