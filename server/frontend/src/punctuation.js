// Mend full-width punctuation that came with a query pasted from a document; what stands in strings and comments stays.
const HALF = { "，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]", "？": "?", "！": "!", "＜": "<", "＞": ">", "《": "<", "》": ">", "＝": "=", "｜": "|", "＊": "*", "／": "/", "＠": "@", "＃": "#", "＆": "&", "＋": "+", "－": "-", "＾": "^", "＄": "$", "、": ",", "\u3000": " ", "\u00a0": " " };
const QUOTES = { "“": "”", "”": "”", "„": "”", "＂": "＂", "‘": "’", "’": "’", "＇": "＇", "「": "」" };

// Gives the mended text and how many characters were changed.
export function mend(text) {
  let out = "", changed = 0, at = 0;
  while (at < text.length) {
    const kept = /^(#[^\n]*|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|<[^<>"{}|^`\s]*>)/.exec(text.slice(at));
    if (kept) {
      const crooked = crookedEnd(kept[0]);
      out += crooked ?? kept[0];
      changed += crooked ? 1 : 0;
      at += kept[0].length;
    } else if (text[at] in QUOTES) {
      const [string, length, count] = quoted(text, at);
      out += string;
      changed += count;
      at += length;
    } else {
      const half = HALF[text[at]] ?? halfLetter(text[at]);
      out += half ?? text[at];
      changed += half === undefined ? 0 : 1;
      at += 1;
    }
  }
  return { text: out, changed };
}

// "深圳” : a straight quote that is closed by a crooked one on the same line.
function crookedEnd(string) {
  const match = /^"([^"”\n]*)”([\s\S]*)$/.exec(string);
  return match && !string.endsWith('"') ? `"${match[1]}"${mend(match[2]).text}` : null;
}

function quoted(text, at) {
  const line = text.slice(at + 1).split("\n", 1)[0];
  const ends = [line.indexOf(QUOTES[text[at]]), line.indexOf('"')].filter((place) => place >= 0);
  if (!ends.length) return ['"', 1, 1];
  const end = Math.min(...ends);
  const string = line.slice(0, end).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return [`"${string}"`, end + 2, line[end] === '"' ? 1 : 2];
}

// Full-width letters and digits: ＳＥＬＥＣＴ, １０.
function halfLetter(character) {
  return /[０-９Ａ-Ｚａ-ｚ＿]/.test(character) ? String.fromCharCode(character.charCodeAt(0) - 0xfee0) : undefined;
}
