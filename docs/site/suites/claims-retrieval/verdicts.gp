# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-retrieval'
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
rows = 13
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'alibi-loses-retrieval'
verdict[1] = 'nothing to see, 0/9'
effect[1] = '0 [0, 0], bound 0.1'
stale[1] = ''
claim[2] = 'attention-solves-recall'
verdict[2] = 'undecided, 0/1'
effect[2] = '0 [0, 0.982], bound 0.5'
stale[2] = ''
claim[3] = 'induction-needs-two-layers'
verdict[3] = 'nothing to see, 0/8'
effect[3] = '-0.005 [-0.02, 0.016], bound 0.3'
stale[3] = ''
claim[4] = 'induction-one-layer-with-convolution'
verdict[4] = 'reproduced, 8/8'
effect[4] = '1 [0.582, 1], bound 0.5'
stale[4] = ''
claim[5] = 'log-scaling-helps-recall'
verdict[5] = 'undecided, 0/1'
effect[5] = '0.004, bound 0.1'
stale[5] = ''
claim[6] = 'more-pairs-are-harder-than-gaps'
verdict[6] = 'undecided, 0/0'
effect[6] = ''
stale[6] = ''
claim[7] = 'nape-recalls-far'
verdict[7] = 'undecided, 1/1'
effect[7] = '1, bound 0.9'
stale[7] = ''
claim[8] = 'nope-finds-needles'
verdict[8] = 'reproduced, 9/9'
effect[8] = '1 [1, 1], bound 0.8'
stale[8] = ''
claim[9] = 'previous-token-needs-positions'
verdict[9] = 'reproduced, 8/8'
effect[9] = '0.724 [0.72, 0.728], bound 0.3'
stale[9] = ''
claim[10] = 'rope-finds-needles'
verdict[10] = 'nothing to see, 0/9'
effect[10] = '0 [0, 0], bound -0.3'
stale[10] = ''
claim[11] = 'rope-mixes-what-and-where'
verdict[11] = 'undecided, 0/1'
effect[11] = '-0.578, bound 0.2'
stale[11] = ''
claim[12] = 'scaling-keeps-perplexity-not-retrieval'
verdict[12] = 'nothing to see, 9/9'
effect[12] = '0 [0, 0], bound 0.2'
stale[12] = ''
claim[13] = 'suffix-lookup-extrapolates-prefix-less'
verdict[13] = 'undecided, 0/0'
effect[13] = ''
stale[13] = ''
longest_name = 38.0
longest_words = 32.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
