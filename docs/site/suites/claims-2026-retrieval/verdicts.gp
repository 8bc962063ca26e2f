# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-2026-retrieval'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'verdicts'
series = 0.0
rows = 9
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'bam-finds-keys-far'
verdict[1] = 'undecided, 4/5'
effect[1] = '0.012, bound 0'
stale[1] = ''
claim[2] = 'bf16-angles-break-rope'
verdict[2] = 'undecided, 0/0'
effect[2] = ''
stale[2] = ''
claim[3] = 'copy-asentmax-is-a-little-better'
verdict[3] = 'undecided, 0/1'
effect[3] = '0, bound 0.04'
stale[3] = ''
claim[4] = 'differential-cancels-noise'
verdict[4] = 'undecided, 0/1'
effect[4] = '-0.002, bound 0.25'
stale[4] = ''
claim[5] = 'evq-yarn-finds-keys'
verdict[5] = 'undecided, 0/1'
effect[5] = '-0.358, bound 0.19'
stale[5] = ''
claim[6] = 'gate-helps-extension'
verdict[6] = 'undecided, 3/5'
effect[6] = '0.065, bound 0'
stale[6] = ''
claim[7] = 'pose-reaches-its-target'
verdict[7] = 'undecided, 4/5'
effect[7] = '0.528, bound 0.45'
stale[7] = ''
claim[8] = 'recall-stieltjes-is-softmax'
verdict[8] = 'undecided, 1/1'
effect[8] = '-0.067, bound 0.19'
stale[8] = ''
claim[9] = 'string-helps-within'
verdict[9] = 'undecided, 0/5'
effect[9] = '-0.09, bound 0.08'
stale[9] = ''
longest_name = 32.0
longest_words = 18.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
