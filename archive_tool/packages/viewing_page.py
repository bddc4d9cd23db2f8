"""The fixed parts of 查阅.html: how it looks and how it searches. Nothing of a case stands here.

The script builds its text with `textContent` alone and loads nothing; the page's policy names both parts by digest.
"""

from typing import Final

STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; line-height: 1.6; color: #1a1a1a; background: #fff;
  font-family: "FangSong", "仿宋", "Noto Serif CJK SC", "Songti SC", serif; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { font-size: 1.1rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 .5rem; }
input, select, button { font: inherit; padding: .3rem .5rem; border: 1px solid #666; border-radius: 3px; }
input { flex: 1 1 18rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .3rem .5rem; border: 1px solid #999; text-align: left; vertical-align: top; }
th { background: #f0eee8; }
tr[hidden] { display: none; }
a { color: #8b1a1a; }
mark { background: #ffe08a; }
small, .excerpt, .facts { color: #444; }
.excerpt { margin: .2rem 0 0; }
.files { margin: 0; padding: 0; list-style: none; }
@media (max-width: 48rem) {
  thead { display: none; }
  tr { display: block; margin-bottom: .6rem; border: 1px solid #999; }
  td { display: block; border: 0; }
  tr[hidden] { display: none; }
}
@media print { form { display: none; } a { color: inherit; text-decoration: none; } }
"""

SCRIPT: Final = r"""
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var han = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{323af}]/u;
  var around = 40;
  var folded = new Map();
  var pairs = Array.from(data.folding);
  for (var p = 0; p < pairs.length; p += 2) { folded.set(pairs[p], pairs[p + 1]); }

  function fold(text) {
    return Array.from(text, function (char) { return folded.get(char) || char; }).join("");
  }

  // What was typed, as texts stand in the page: one blank at most, and none between Han characters.
  function squeeze(text) {
    return text.trim().split(/\s+/u).reduce(function (before, next) {
      var apart = before && !(han.test(Array.from(before).pop()) && han.test(Array.from(next)[0]));
      return before + (apart ? " " : "") + next;
    }, "");
  }

  function words(typed) {
    var found = [];
    var piece = /(-?)(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/gu;
    var match;
    while ((match = piece.exec(typed)) !== null) {
      var quoted = match[2] !== undefined;
      var text = fold(squeeze(quoted ? match[2] : match[3]));
      var latin = !quoted && /^[a-z]{2,60}$/u.test(text);
      if (text) { found.push({ text: text, without: match[1] === "-", latin: latin }); }
    }
    return found;
  }

  // Whether a name may be read so: each character in full or by its first letter.
  function sounds(readings, typed, at) {
    if (at === readings.length) { return typed === ""; }
    return readings[at].some(function (reading) {
      return (typed.startsWith(reading) && sounds(readings, typed.slice(reading.length), at + 1)) ||
        (typed !== "" && typed[0] === reading[0] && sounds(readings, typed.slice(1), at + 1));
    });
  }

  function foldedOnce(text) {
    if (text.folded === undefined) { text.folded = fold(text.text); }
    return text.folded;
  }

  function inText(item, word) {
    return item.texts.find(function (text) { return foldedOnce(text).includes(word); });
  }

  function holds(item, word) {
    return item.facts.some(function (fact) { return fold(fact).includes(word.text); }) ||
      (word.latin && item.people.some(function (name) {
        return data.readings[name] !== undefined && sounds(data.readings[name], word.text, 0);
      })) || inText(item, word.text) !== undefined;
  }

  function add(parent, name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  // The place of a match in the text as written; folding keeps the number of characters.
  function excerpt(cell, text, word) {
    var at = foldedOnce(text).indexOf(word);
    var start = Array.from(text.folded.slice(0, at)).length;
    var end = start + Array.from(word).length;
    var written = Array.from(text.text);
    var line = add(cell, "p", (start > around ? "…" : "") + written.slice(Math.max(0, start - around), start).join(""));
    line.className = "excerpt";
    add(line, "mark", written.slice(start, end).join(""));
    line.appendChild(document.createTextNode(
      written.slice(end, end + around).join("") + (end + around < written.length ? "…" : "") + "　"));
    var link = add(line, "a", text.page ? "第" + text.page + "页" : "打开");
    link.href = text.href + (text.page ? "#page=" + text.page : "");
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }

  var form = document.getElementById("search");
  var box = document.getElementById("words");
  var choices = Array.from(form.querySelectorAll("select"));
  var rows = Array.from(document.querySelectorAll("tbody tr"));

  function chosen(item) {
    return choices.every(function (choice) {
      return choice.value === "" || item.filters[choice.name].includes(choice.value);
    });
  }

  function search() {
    var asked = words(box.value);
    var count = 0;
    data.items.forEach(function (item, number) {
      var row = rows[number];
      row.querySelectorAll(".excerpt").forEach(function (old) { old.remove(); });
      var found = chosen(item) && asked.every(function (word) { return holds(item, word) !== word.without; });
      row.hidden = !found;
      if (!found) { return; }
      count += 1;
      asked.forEach(function (word) {
        var text = word.without ? undefined : inText(item, word.text);
        if (text !== undefined) { excerpt(row.querySelector(".title"), text, word.text); }
      });
    });
    document.getElementById("count").textContent = "共 " + data.items.length + " 件，现列出 " + count + " 件。";
  }

  choices.forEach(function (choice) {
    var values = new Set();
    data.items.forEach(function (item) { item.filters[choice.name].forEach(function (value) { values.add(value); }); });
    values.forEach(function (value) { add(choice, "option", value).value = value; });
    choice.addEventListener("change", search);
  });
  box.addEventListener("input", search);
  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  form.addEventListener("reset", function () { setTimeout(search, 0); });
  form.hidden = false;

  // 查阅.html#公示 opens with that search.
  try { box.value = decodeURIComponent(location.hash.slice(1)); } catch (error) { box.value = ""; }
  search();
}());
"""
