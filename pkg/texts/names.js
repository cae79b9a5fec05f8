/** What people call what a programme declares: read from its document, in a language. No rule is read, and nothing here loads the module. */

/**
 * @param {object} document a programme's, parsed; of what is none nothing has a name
 * @param {string} lang `en` or `zh-CN`; where a thing has no name in it, its name in another
 */
export function names(document, lang) {
  const program = document ?? {};
  const found = new Map();
  const put = (kind, things, of) => {
    for (const thing of list(things)) {
      const called = chosen(thing?.name, lang);
      if (called !== undefined) found.set(key(kind, thing.id, of), called);
    }
  };
  const points = program.points ?? {};
  put("pool", points.pools);
  put("rule", points.earning);
  put("rule", points.multipliers);
  put("conversion", points.conversions);
  put("ladder", program.tiers?.ladders);
  for (const ladder of list(program.tiers?.ladders)) put("level", ladder?.levels, ladder?.id);
  put("plan", program.tiers?.plans);
  put("perk", program.perks);
  put("segment", program.segments);
  put("stage", program.lifecycle?.stages);
  put("score", program.scores);
  for (const score of list(program.scores)) put("class", score?.classes ?? matrix(score), score?.id);
  put("offer", program.offers);
  // A bonus is told by the name of its offer.
  put("rule", list(program.offers).filter((offer) => !found.has(key("rule", offer?.id))));
  put("group", program.stacking?.groups);
  put("reward", program.rewards);
  put("activity", program.activities);
  put("selector", program.selectors);
  return { title: chosen(program.name, lang), name: (kind, id, of) => found.get(key(kind, id, of)) };
}

const key = (kind, id, of = "") => `${kind} ${of} ${id}`;

const list = (it) => (Array.isArray(it) ? it : []);

/** The classes of a score that is a matrix of others stand in it. */
function matrix(score) {
  return score?.how?.matrix?.classes;
}

/** A name in a language, or else in English, or in whichever there is. */
function chosen(name, lang) {
  if (typeof name === "string") return name;
  if (name === null || typeof name !== "object") return undefined;
  const [language] = lang.split("-");
  const called = name[lang] ?? name[language] ?? name.en ?? Object.values(name)[0];
  return typeof called === "string" ? called : undefined;
}
