'use strict';
// Looks for all words of the search in all sections; the index is loaded when somebody searches.
(() => {
  const root = document.currentScript.dataset.root;
  const MOST = 20;
  const AROUND = 90;
  let index = null;

  function load(then) {
    if (index) { then(); return; }
    const script = document.createElement('script');
    script.src = root + 'search-index.js';
    script.onload = () => { index = window.searchIndex; then(); };
    document.head.append(script);
  }

  function score([, page, heading, text], words) {
    let sum = 0;
    for (const word of words) {
      const inHeading = heading.toLowerCase().includes(word);
      const inPage = page.toLowerCase().includes(word);
      const times = text.toLowerCase().split(word).length - 1;
      if (!inHeading && !inPage && !times) return 0;
      sum += (inHeading ? 12 : 0) + (inPage ? 4 : 0) + Math.min(times, 5);
    }
    return sum;
  }

  // The text around the first of the words that it has.
  function excerpt(text, words) {
    const small = document.createElement('small');
    const word = words.find((each) => text.toLowerCase().includes(each));
    if (!word) { small.append(text.slice(0, 2 * AROUND)); return small; }
    const at = text.toLowerCase().indexOf(word);
    const mark = document.createElement('mark');
    mark.textContent = text.slice(at, at + word.length);
    small.append('… ', text.slice(Math.max(0, at - AROUND), at), mark, text.slice(at + word.length, at + AROUND), ' …');
    return small;
  }

  function item([address, page, heading, text], words) {
    const li = document.createElement('li');
    const a = document.createElement('a');
    a.href = root + address;
    a.textContent = heading === page ? page : page + ': ' + heading;
    li.append(a, excerpt(text, words));
    return li;
  }

  function show(words) {
    const found = document.getElementById('found');
    found.hidden = !words.length;
    found.replaceChildren();
    if (!words.length) return;
    const ranked = index.map((section) => [score(section, words), section])
      .filter(([points]) => points).sort(([a], [b]) => b - a);
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    status.textContent = ranked.length ? ranked.length + ' sections' : 'Nothing found.';
    const list = document.createElement('ol');
    ranked.slice(0, MOST).forEach(([, section]) => list.append(item(section, words)));
    found.append(status, list);
  }

  document.addEventListener('DOMContentLoaded', () => {
    const input = document.getElementById('search');
    const words = () => input.value.toLowerCase().split(/\s+/).filter(Boolean);
    input.addEventListener('input', () => load(() => show(words())));
    input.form.addEventListener('submit', (event) => {
      event.preventDefault();
      document.querySelector('#found a')?.click();
    });
    if (matchMedia('(max-width: 60rem)').matches) document.getElementById('menu').open = false;
  });
})();
