# The numbers are in verdicts.tsv.
#   gnuplot verdicts.gp                      draws verdicts.svg
#   gnuplot -e "format='pdf'" verdicts.gp   draws verdicts.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-language'
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
rows = 12
array claim[rows]
array verdict[rows]
array effect[rows]
array stale[rows]
claim[1] = 'alibi-attends-to-the-near'
verdict[1] = 'undecided, 0/1'
effect[1] = '0.455, bound 0.9'
stale[1] = ''
claim[2] = 'alibi-does-not-look-far'
verdict[2] = 'undecided, 0/1'
effect[2] = '0.184, bound 0.01'
stale[2] = ''
claim[3] = 'dape-beats-its-base'
verdict[3] = 'undecided, 0/1'
effect[3] = '-0.0812, bound 0'
stale[3] = ''
claim[4] = 'flat-perplexity-of-relatives'
verdict[4] = 'undecided, 0/1'
effect[4] = '0.11, bound 0.05'
stale[4] = ''
claim[5] = 'fox-flat-language-model'
verdict[5] = 'undecided, 1/1'
effect[5] = '0.229, bound 0.05'
stale[5] = ''
claim[6] = 'nope-language-model-is-close'
verdict[6] = 'undecided, 1/1'
effect[6] = '0.00434, bound 0.1'
stale[6] = ''
claim[7] = 'perplexity-rises-in-order'
verdict[7] = 'undecided, 1/1'
effect[7] = '0.578, bound 0'
stale[7] = ''
claim[8] = 'rope-explodes-interpolation-does-not'
verdict[8] = 'undecided, 0/1'
effect[8] = '-0.729, bound 0.1'
stale[8] = ''
claim[9] = 'rope-high-frequencies-only'
verdict[9] = 'undecided, 1/1'
effect[9] = '0.177, bound 0.1'
stale[9] = ''
claim[10] = 'rope-mobius-collapses'
verdict[10] = 'undecided, 0/1'
effect[10] = '5.44e-05, bound 0.1'
stale[10] = ''
claim[11] = 'rope-ntk-beats-interpolation'
verdict[11] = 'undecided, 1/1'
effect[11] = '0.887, bound 0'
stale[11] = ''
claim[12] = 'sinks-rescue-windows'
verdict[12] = 'undecided, 0/1'
effect[12] = '-0.0521, bound 0.1'
stale[12] = ''
longest_name = 36.0
longest_words = 19.0

load '../../charts/style.gp'
load '../../charts/verdicts.gp'
