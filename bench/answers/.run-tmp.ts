import { readFileSync } from 'node:fs'
import { labelsOf, type Line } from '/work/wt-answers/bench/answers/lines.ts'
import { tell } from '/work/wt-answers/bench/answers/tell.ts'
const file = process.argv[2] ?? 'manners'
const rows = readFileSync(`/work/wt-answers/bench/answers/adversary/${file}.jsonl`,'utf8').trimEnd().split('\n').map(l=>JSON.parse(l))
const tally = new Map<string,number[]>()
const half = (r:any)=> Number(r.id.split('-')[1])%3===0
for (const r of rows){
  const t = tell({kind:'near',wording:'',...r} as Line)
  const k = r.what ?? 'x'
  const a = tally.get(k) ?? [0,0,0,0]; tally.set(k,a)
  const h = half(r)
  a[h?2:0]!++; if(!t.right){a[h?3:1]!++; if(!h || process.argv.includes('--all')) console.log([r.id,k,r.language,r.type??'',(r.truth??'')+(r.options&&r.options.A!=='Carpenter'?JSON.stringify(r.options):''),JSON.stringify(r.answer).slice(0,260),'want '+JSON.stringify(r.expected),'got '+String(t.got)].join(' | '))}
}
let s=[0,0,0,0]
for (const [k,a] of tally){ console.log(`## ${k}: seen ${a[1]}/${a[0]} wrong; held ${a[3]}/${a[2]}`); s=s.map((x,i)=>x+a[i]!) }
console.log(`## all: seen ${s[1]}/${s[0]}; held ${s[3]}/${s[2]}`)
