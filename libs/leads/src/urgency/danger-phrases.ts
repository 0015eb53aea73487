import type { Phrases } from './phrases.js';

/** What people write when someone is in danger, in English and Spanish. */
export const OVERDOSE: Phrases = {
  any: "overdos(?:e|es|ed|ing)|o\\.?d\\.?['’]?(?:ed|ing|s)?|took too (?:much|many)|sobredosis|tom[oó] demasiad[oa]s?",
  deniable: true,
  datable: true,
};
export const UNRESPONSIVE: Phrases = {
  any: "unresponsive|unconscious|passed out|not responding|not responsive|won['’]?t wake(?: up)?|(?:can['’]?t|cannot|can not|couldn['’]?t) (?:wake|be woken|get (?:him|her|them) (?:up|to wake))(?: (?:him|her|them|up))*|not waking|turn(?:ed|ing) blue|blue lips|inconsciente|no responde|no (?:se )?despierta|no reacciona|se desmay[oó]|labios azules",
  deniable: false,
};
export const NOT_BREATHING: Phrases = {
  any: "not breathing|isn['’]?t breathing|stopped breathing|barely breathing|no pulse|(?:trouble|difficulty|problems?|hard time|struggling|hard) (?:to )?breath(?:ing|e)?|short(?:ness)? of breath|(?:can['’]?t|cannot|can not|couldn['’]?t) (?:breathe|catch (?:my|his|her|their) breath)|gasping|choking|no respira|no (?:puede|puedo) respirar|(?:cuesta|dificultad para|problemas para) respirar|falta de aire|sin pulso",
  deniable: false,
};
export const CHEST_PAIN: Phrases = {
  any: 'chest (?:pains?|hurts?|pressure|tightness|is tight)|pain in (?:my|his|her|their|the) chest|heart attack|dolor(?:es)? (?:de|en el) pecho|me duele el pecho|ataque al coraz[oó]n|infarto',
  deniable: true,
  datable: true,
};
export const SEIZURE: Phrases = {
  any: 'seizures?|seizing|convuls(?:ions?|ing|es)|fits|convulsi[oó]n(?:es)?|convulsionando|ataques? epil[eé]ptic[oa]s?',
  deniable: true,
  datable: true,
};
export const CONFUSION: Phrases = {
  any: "(?:severe(?:ly)?|very|really|so|extreme(?:ly)?) confus(?:ed|ion)|deliri(?:um|ous)|doesn['’]?t know (?:where|who) (?:he|she|they) (?:is|are)|don['’]?t know (?:where|who) i am|disorient(?:ed|ated)|d\\.?t\\.?s|delirium tremens|muy confundid[oa]|desorientad[oa]|no sabe (?:d[oó]nde|qui[eé]n) (?:est[aá]|es)|delirando|delirio",
  deniable: false,
  datable: true,
};
export const HALLUCINATIONS: Phrases = {
  any: 'hallucinat\\w*|(?:hearing|hears) voices|seeing things|sees things|alucina\\p{L}*|(?:oye|oigo|escucha|escucho) voces|(?:ve|veo) cosas',
  deniable: true,
  datable: true,
};
export const SUICIDE: Phrases = {
  any: "suicid(?:e|al|ality)|kill(?:ing)? (?:myself|himself|herself|themselves|themself|my self)|end(?:ing)? (?:my|his|her|their|it) (?:own )?(?:life|lives|all)|take (?:my|his|her|their) (?:own )?life|want(?:s|ed)? to die|wanna die|better off dead|don['’]?t want to (?:live|be alive|be here anymore|wake up)|doesn['’]?t want to (?:live|be alive)|no reason to live|hurt(?:ing)? (?:myself|himself|herself|themselves)|self[ -]?harm\\w*|cutting (?:myself|himself|herself)|suicid\\p{L}*|matarme|matarse|quitarme la vida|quitarse la vida|(?:quiero|quiere) morir(?:me|se)?|no (?:quiero|quiere) (?:seguir viviendo|vivir)|hacerme daño|hacerse daño",
  deniable: true,
};
export const VIOLENCE: Phrases = {
  any: "(?:is|are|was|keeps?|been|someone['’]?s|he['’]?s|she['’]?s|they['’]?re) (?:hurting|hitting|beating|abusing|threatening|choking|strangling) (?:me|us|her|him|them)|(?:hurts?|hits|beats|abuses|threatens) (?:me|us)|(?:hit|beat|choked|raped|assaulted|attacked|stabbed|strangled) (?:me|us|her)|(?:will|going to|gonna|threatened to|threatening to|wants to|tried to) (?:kill|hurt) (?:me|us|her|him|them)|domestic violence|abusive|not safe (?:at home|here|with)|(?:i['’]?m|i am) not safe|afraid (?:he|she|they)['’]?(?:ll| will)|being trafficked|held against (?:my|her|his) will|me (?:pega|golpea|amenaza|maltrata|est[aá] pegando|quiere matar|va a matar)|violencia dom[eé]stica|no estoy (?:a salvo|segur[oa])|tengo miedo de (?:[eé]l|ella)",
  deniable: false,
};
export const CHILD_AT_RISK: Phrases = {
  any: '(?:child|children|kids?|baby|babies|infant|toddler|son|daughter|newborn)(?: \\p{L}+){0,3} (?:in danger|at risk|not safe|unsafe|(?:left |home )?alone|neglected|being (?:hurt|abused)|abandoned|in the car)|(?:hurting|hits?|hitting|abusing|beating|neglecting|endangering) (?:\\p{L}+ )?(?:child|children|kids?|baby|son|daughter)|child (?:abuse|neglect)|(?:driv(?:es|ing)) (?:\\p{L}+ ){0,3}with (?:the |my |his |her |our )?(?:kids?|children|baby)|(?:ni[nñ]os?|ni[nñ]as?|beb[eé]|hij[oa]s?)(?: \\p{L}+){0,3} (?:en peligro|sol[oa]s?|en riesgo)|maltrata a (?:\\p{L}+ )?(?:ni[nñ]os?|hij[oa]s?)',
  deniable: true,
};

/** What raises a request to P1. */
export const STOPPING: Phrases = {
  any: 'stopp(?:ing|ed)|quit(?:ting)?|(?:trying|want(?:s)?|need(?:s)?|going|try) to (?:stop|quit|detox|get off|come off|get clean|get sober)|cold turkey|coming off|came off|ran out|run(?:ning)? out|withdraw(?:al|als|ing|ling)?|detox(?:ing)?|shak(?:es|ing|y)|tremors?|sweating|last (?:drink|dose|pill|hit)|dope ?sick|(?:dej(?:ar|ando|[eé]|[oó])|dejo) de|dej[eé]|abstinencia|desintoxica\\p{L}*|temblor\\p{L}*|temblando|se me acab\\p{L}*|s[ií]ndrome de abstinencia',
  deniable: true,
};
export const WITHDRAWAL_DANGER_BEFORE: Phrases = {
  any: 'withdrawal seizures?|seizures?|delirium tremens|d\\.?t\\.?s|delirium|convulsi[oó]n(?:es)?|delirio',
  deniable: true,
};
export const PREGNANT: Phrases = {
  any: 'pregnan(?:t|cy)|expecting a (?:baby|child)|embarazad[ao]|embarazo|encinta',
  deniable: true,
};
export const JUST_RELEASED: Phrases = {
  any: '(?:just|recently|got|getting|was|is|released|came|coming|out) (?:\\p{L}+ ){0,3}(?:out of|from|of) (?:the )?(?:jail|prison|detox|rehab|custody|lock ?up)|released (?:today|yesterday|this morning|last night)|(?:sal[ií]|sali[oó]|acab\\p{L}+ de salir) (?:\\p{L}+ ){0,2}(?:c[aá]rcel|prisi[oó]n|desintoxicaci[oó]n|centro)',
  deniable: true,
};
export const SEDATIVE_ADULTERANT: Phrases = {
  any: 'xylazine|xilacina|medetomidine|medetomidina|dexmedetomidine|tranq|tranq dope|rhino tranq',
  deniable: true,
};
