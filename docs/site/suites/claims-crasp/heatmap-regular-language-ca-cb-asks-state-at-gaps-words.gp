# The numbers are in heatmap-regular-language-ca-cb-asks-state-at-gaps-words.tsv.
#   gnuplot heatmap-regular-language-ca-cb-asks-state-at-gaps-words.gp                      draws heatmap-regular-language-ca-cb-asks-state-at-gaps-words.svg
#   gnuplot -e "format='pdf'" heatmap-regular-language-ca-cb-asks-state-at-gaps-words.gp   draws heatmap-regular-language-ca-cb-asks-state-at-gaps-words.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language (ca)*(cb)*, asks state, at gaps, words whole), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-regular-language-ca-cb-asks-state-at-gaps-words'
lengths = 9
array length[9] = [12.0, 24.0, 30.0, 36.0, 48.0, 60.0, 72.0, 228.0, 240.0]
borders = '24'
borders_words = ''
array trained[4]
trained[1] = 24
trained[2] = 0
trained[3] = 0
trained[4] = 0
metric = 'exact match'
crossed = 0
values = 3
array value[3] = [0.0, 0.02, 1.0]
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
load '../../charts/heatmap.gp'
