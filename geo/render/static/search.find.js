/* Finding: what a reader types against every name of the index, by character, sound, initial or word.
   Nothing here draws. */
"use strict";
var geoSearch = (function () {
  const WHOLE = 0, PREFIX = 1, INSIDE = 2;
  const LITERAL = 0, INITIALS = 2, SPREAD = 4;  // ways of reading, the last: words in any order
  const LONGEST = 60;  // characters that are looked at
  const HAN = /\p{Script=Han}/u;
  const DIGRAPH = /^[csz]h/;

  /* What is asked again and again, worked out once for each. */
  function once(make) {
    const known = new Map();
    return (key) => {
      let found = known.get(key);
      if (found === undefined) known.set(key, found = make(key));
      return found;
    };
  }

  /* The index made ready: every name cut into characters; notes when they are asked for. */
  function ready(index) {
    const other = new Map(), forms = [...index.other];
    for (let i = 0; i < forms.length; i += 2) other.set(forms[i], forms[i + 1]);
    const sign = once((c) => {
      const folded = [...c.normalize("NFKC").toLowerCase()].map((one) => other.get(one) || one);
      return { plain: folded.filter((one) => /[\p{L}\p{N}]/u.test(one)).join(""), han: HAN.test(c) };
    });
    const notes = once((n) => index.notes[n].map((text) => cut(sign, text)));
    const entries = index.entries.map(([find, href, note, ...names], order) => {
      const cuts = names.filter(Boolean).map((name) => (typeof name === "string" ? cut(sign, name) : cut(sign, ...name)));
      const name = [cuts[0].text, names[1] ? cuts[1].text : cuts[0].text];
      return { find, href, order, name, names: cuts, note: index.notes[note], around: () => notes(note) };
    });
    const fold = (text) => [...text].map((c) => sign(c).plain).join("");
    return { words: index.words, finds: index.finds, oneCharacter: index.one_character, fold, entries };
  }

  /* The readings of a character, and the letters with which they begin. */
  const heard = once((token) => {
    const sounds = token.split("/");
    return { sounds, letters: sounds.map((sound) => sound[0]).join("") };
  });
  const SILENT = { sounds: [], letters: "" };

  /* A name as units: each character folded, with its sounds, where it stands, and the letters with which
     a text may begin there. What is found goes beyond the first `least`, the city round a district. */
  function cut(sign, text, sounds, least) {
    const read = sounds ? sounds.split(" ") : [];
    const units = [];
    let at = 0, next = 0, starts = true, letters = "", chinese = false;
    for (const c of text) {
      const { plain, han } = sign(c);
      const said = han && next < read.length ? heard(read[next++]) : SILENT;
      const to = at + c.length;
      if (plain) {
        const begins = starts || han;
        units.push({ plain, at, to, sounds: said.sounds, begin: begins ? plain[0] + said.letters : "" });
        if (begins) letters += plain;
      }
      chinese = chinese || han;
      starts = !plain || han;
      at = to;
    }
    return { text, units, least: least || 0, sounding: Boolean(sounds), letters: chinese || letters.length < 2 ? "" : letters };
  }

  /* --- ways of reading: how many of the letters that are left a character may stand for ------ */

  const literal = (unit, rest) => (rest.startsWith(unit.plain) ? [unit.plain.length] : []);
  const whole = (unit, rest) => [...unit.sounds.filter((sound) => rest.startsWith(sound)).map((sound) => sound.length), ...literal(unit, rest)];
  const begun = (unit, rest) => (unit.sounds.some((sound) => sound.startsWith(rest)) ? [rest.length] : []);
  const initial = (unit, rest) => (unit.sounds.some((sound) => sound[0] === rest[0]) ? [1] : literal(unit, rest));
  const digraph = (unit, rest) => (unit.sounds.some((sound) => DIGRAPH.test(sound) && rest.startsWith(sound.slice(0, 2))) ? [2] : []);
  const any = (...takes) => (unit, rest) => takes.flatMap((take) => take(unit, rest));
  const WAYS = [
    { take: literal, complete: literal },
    { take: any(whole, begun), complete: whole },
    { take: initial, complete: initial },
    { take: any(whole, begun, digraph, initial), opening: true },  // as people type: songsh, guangzkxc
  ];

  /* The unit before which a typed text ends that begins at another; -1 where it does not fit. */
  function end(typed, units, unit, take) {
    if (!typed) return unit;
    if (unit === units.length) return -1;
    for (const n of take(units[unit], typed)) {
      const found = end(typed.slice(n), units, unit + 1, take);
      if (found >= 0) return found;
    }
    return -1;
  }

  /* The best fit of a typed text in a name: its rank, the way, from which unit to which. */
  function fit(typed, name) {
    const { units, letters, least, sounding } = name;
    const ways = sounding && /[a-z]/.test(typed) ? WAYS : WAYS.slice(0, 1);
    const begins = (unit) => unit.begin.includes(typed[0]);
    if (!units.length) return null;
    if (letters && letters === typed) return { rank: WHOLE, way: INITIALS, from: 0, to: 0 };
    for (let way = 0; begins(units[0]) && way < ways.length; way += 1) {
      const { complete } = ways[way];
      if (complete && end(typed, units, 0, complete) === units.length) return { rank: WHOLE, way, from: 0, to: units.length };
    }
    const last = least || typed.length < 2 ? 1 : units.length;
    for (let from = 0; from < last; from += 1) {
      if (!begins(units[from])) continue;
      for (let way = 0; way < ways.length; way += 1) {
        const to = ways[way].opening && from ? -1 : end(typed, units, from, ways[way].take);
        if (to > least) return { rank: from ? INSIDE : PREFIX, way, from, to };
      }
    }
    return null;
  }

  /* Where a fit stands: whole names first; then, kind by kind, beginnings before what stands inside;
     last what may be chance, a syllable or initials inside a name. The plainer way and the shorter name win. */
  function score({ rank, way, from, to }, find, length) {
    const chance = rank === INSIDE && way !== LITERAL && (way >= INITIALS || to - from < 2);
    const tier = rank === WHOLE ? 0 : chance ? 2 : 1;
    return (((tier * 8 + find) * 4 + rank) * 8 + way) * 64 + Math.min(63, length);
  }

  /* The best of an entry's names; of words apart, each may stand in another name or in the note. */
  function best(entry, typed, words) {
    let found = null;
    const keep = (fitting, name) => {
      const standing = score(fitting, entry.find, name.units.length);
      if (!found || standing < found.score) found = { ...fitting, name, entry, score: standing };
    };
    for (const name of entry.names) {
      const fitting = fit(typed, name);
      if (fitting) keep(fitting, name);
    }
    if (found || words.length < 2) return found;
    const places = [...entry.names, ...entry.around()];
    if (words.every((word) => places.some((name) => fit(word, name)))) {
      keep({ rank: INSIDE, way: SPREAD, from: 0, to: 0 }, entry.names[0]);
    }
    return found;
  }

  /* Everything that a text finds, best first; of one character cities and topics that begin with it. */
  function find(index, text) {
    const given = text.slice(0, LONGEST), typed = index.fold(given);
    if (!typed) return [];
    const words = given.split(/[\s\-·,，、]+/).map(index.fold).filter(Boolean);
    const single = [...typed].length === 1;
    const entries = single ? index.entries.filter((entry) => entry.find < index.oneCharacter) : index.entries;
    const found = entries.map((entry) => best(entry, typed, words)).filter(Boolean);
    return found.sort((one, other) => one.score - other.score || one.entry.order - other.entry.order);
  }

  /* --- the nearest names, where nothing fits -------------------------------------------------- */

  function pairs(text) {
    const signs = ["^", ...text];
    return new Set(signs.slice(1).map((sign, n) => signs[n] + sign));
  }

  function likeness(one, other) {
    let shared = 0;
    for (const pair of one) if (other.has(pair)) shared += 1;
    return 2 * shared / (one.size + other.size);
  }

  /* Pairs of the characters of every name and of how it sounds, once. */
  function shapes(entry) {
    const forms = entry.names.flatMap(({ units }) => [units.map((unit) => unit.plain), units.map((unit) => unit.sounds[0] || unit.plain)]);
    return [...new Set(forms.map((form) => form.join("")))].map(pairs);
  }

  function nearest(index, text, n) {
    const typed = pairs(index.fold(text.slice(0, LONGEST)));
    const found = index.entries.map((entry) => {
      entry.shapes = entry.shapes || shapes(entry);
      const score = Math.max(...entry.shapes.map((shape) => likeness(typed, shape)));
      return { entry, name: entry.names[0], from: 0, to: 0, score };
    });
    return found.filter((one) => one.score > 0).sort((one, other) => other.score - one.score || one.entry.order - other.entry.order).slice(0, n);
  }

  return { ready, find, nearest };
})();
