# The numbers are in attention-regular-language-b-baa-asks-state-at-gaps-words.tsv.
#   gnuplot attention-regular-language-b-baa-asks-state-at-gaps-words.gp                      draws attention-regular-language-b-baa-asks-state-at-gaps-words.svg
#   gnuplot -e "format='pdf'" attention-regular-language-b-baa-asks-state-at-gaps-words.gp   draws attention-regular-language-b-baa-asks-state-at-gaps-words.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language b*baa, asks state, at gaps, words whole), trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-regular-language-b-baa-asks-state-at-gaps-words'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.23620318680220148
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[4]
array row_last[4]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 32; row_last[2] = 32
row_first[3] = 32; row_last[3] = 32
row_first[4] = 32; row_last[4] = 32
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
