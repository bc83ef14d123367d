// Writes books that nobody would wish for: `node hostile.mjs FOLDER` makes FOLDER/hostile (markup and endless words in every
// field, texts from right to left), FOLDER/large (500 concepts, 30 holders) and FOLDER/empty (one draft, which is not shown).

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [to] = process.argv.slice(2);
const write = (path, text) => {
  mkdirSync(dirname(join(to, path)), { recursive: true });
  writeFileSync(join(to, path), text);
};
/** A note; JSON's strings and lists of strings are TOML's too. */
const note = (path, fields, text = "", claims = []) => {
  const lines = (fields) => Object.entries(fields).map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join("\n");
  write(path, `+++\n${lines(fields)}\n${claims.map((c) => `\n[[claims]]\n${lines(c)}\n`).join("")}+++\n${text}\n`);
};

const script = "<script>alert(1)</script>";
const image = "\"><img src=x onerror=alert(2)>";
const braces = "{{ 7*7 }} {% raw %} ${7*7}";
const long = "Unbreakable".repeat(28).slice(0, 300);

write("hostile/site.toml", `title = ${JSON.stringify(`Odd ${script} ${braces}`)}\nsubtitle = ${JSON.stringify(`${long} ${image}`)}\nlanguage = "en"\nedition = ${JSON.stringify(`Draft ${image} </style>`)}\npublisher = ${JSON.stringify(image)}\n`);
write("hostile/content/index.md", `# Home ${script}\n\nOf [[markup]], [[braces]] and [[long]], of [[huquq]]. ${long} “words ${long} and more” [@odd, passage 2].[^1]\n\n| ${long} | b |\n|---|---|\n| ${long} | ${long} |\n\n\`${long}\`\n\n[^1]: ${long} ${image}\n`);
note("hostile/content/concepts/markup.md", { title: `Markup ${script}`, aliases: ["alertword", image], definition: `A thing ${image} that ${script} does.`, summary: `Sum ${script}`, tags: [`tag ${script}`, long] }, `Text about ${braces} and alertword.\n\n## ${image.replace("<", "\\<")}\n\n- ${long}`, [
  { holder: "ministry", quote: `alertword is <script>alert(3)</script> and nothing else`, source: "odd", para: 1, voice: "quoted", note: image, via: script, translation: `${script} ${long}` },
]);
note("hostile/content/concepts/braces.md", { title: braces, aliases: ["bracesword"], definition: braces, related: ["markup"] }, `Of bracesword, ${braces}.`, [{ holder: "ministry", quote: `words ${long} and more`, source: "odd", para: 2, voice: "reported" }]);
note("hostile/content/concepts/long.md", { title: long, definition: `${long} ${long}`, scope_note: long, label_note: long, broader: ["markup"] }, `${long}\n\n> ${long}\n\n### ${long}`);
note("hostile/content/actors/ministry.md", { title: `Ministry ${image}`, aliases: [`the ${long}`] }, `It is ${script}.`);
note("hostile/content/concepts/huquq.md", { title: "السيادة السيبرانية", language: "ar", aliases: ["السيادة"], definition: "سلطة الدولة في الفضاء 2016 السيبراني (cyber) وفق المادة 3." }, "قالت الوثيقة عام 2015 إن السيادة تشمل 4 أبعاد، انظر [[markup]].\n\n## الأبعاد 1 و2\n\nنص ثان عن السيادة.[^1]\n\n[^1]: حاشية 12 عن المادة 3.", [{ holder: "ministry", quote: "السيادة حق لكل دولة", source: "arabic", para: 1, voice: "quoted" }]);
note("hostile/content/chapters/10-ivrit.md", { title: "ריבונות 2016", language: "he" }, "הפרק עוסק בריבונות (sovereignty) משנת 2016, ראו [[huquq]].\n\n1. ראשון\n2. שני\n\n> ציטוט ארוך");
write("hostile/seeds/odd.txt", `Odd things ${image}\n\nHere alertword is <script>alert(3)</script> and nothing else, says ${braces}.\n\nThere are words ${long} and more, and bracesword.\n`);
write("hostile/seeds/odd.toml", `title = ${JSON.stringify(`Odd ${script} text`)}\nshort = ${JSON.stringify(`Odd ${image}`)}\nauthor = [${JSON.stringify(`A. ${script}`)}]\nlanguage = "en"\nrights = ${JSON.stringify(image)}\n`);
write("hostile/seeds/arabic.txt", "السيادة في الفضاء\n\nالسيادة حق لكل دولة منذ عام 1945، وفق المادة 2 (4) من الميثاق.\n\nفقرة ثانية عن السيادة في 2016.\n");
write("hostile/seeds/arabic.toml", 'title = "السيادة في الفضاء"\nshort = "الفضاء"\nauthor = ["كاتب"]\nlanguage = "ar"\nrights = "x"\n');

// A large book: a tree of concepts, and every holder with a word on many.
write("large/site.toml", 'title = "Five hundred concepts"\nlanguage = "en"\n');
const holders = Array.from({ length: 30 }, (_, n) => `holder-${n}`);
for (const [n, holder] of holders.entries()) note(`large/content/actors/${holder}.md`, { title: `Holder number ${n}` }, "A holder.");
const said = [];
for (let n = 0; n < 500; n += 1) {
  const claims = holders.filter((_, h) => (n * 7 + h * 11) % 97 < 6).map((holder, k) => {
    said.push(`Of matter ${n} it is said for the ${k + 1}th time that it matters much`);
    return { holder, quote: said.at(-1), source: "sayings", para: said.length, voice: ["quoted", "reported"][k % 2] };
  });
  note(`large/content/concepts/matter-${n}.md`, { title: `Matter number ${n}`, definition: `What is numbered ${n}.`, related: [`matter-${(n * 31 + 5) % 500}`], ...(n ? { broader: [`matter-${Math.floor((n - 1) / 8)}`] } : {}) }, `It follows [[matter-${(n + 1) % 500}]].`, claims);
}
write("large/seeds/sayings.txt", `Sayings\n\n${said.map((s) => `${s}.`).join("\n\n")}\n`);
write("large/seeds/sayings.toml", 'title = "Sayings"\nshort = "Sayings"\nauthor = ["N. N."]\nlanguage = "en"\nrights = "x"\n');

write("empty/site.toml", 'title = "An empty book"\nlanguage = "en"\n');
note("empty/content/draft.md", { title: "Not yet", draft: true });
