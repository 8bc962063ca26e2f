# The numbers are in heatmap-copy-symbols-26-kind-repeats.tsv.
#   gnuplot heatmap-copy-symbols-26-kind-repeats.gp                      draws heatmap-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-26-kind-repeats.gp   draws heatmap-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 12'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-26-kind-repeats'
lengths = 7
array length[7] = [6.0, 12.0, 15.0, 18.0, 24.0, 30.0, 36.0]
borders = '12'
borders_words = ''
array trained[2]
trained[1] = 12
trained[2] = 12
metric = 'exact match'
crossed = 0
values = 5
array value[5] = [0.0, 0.312, 0.452, 0.994, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'looped size'; tic[1] = 'looped size'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'looped fixed'; tic[2] = 'looped fixed'
style[2] = 2; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
