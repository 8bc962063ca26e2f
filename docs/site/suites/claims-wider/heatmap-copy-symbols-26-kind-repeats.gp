# The numbers are in heatmap-copy-symbols-26-kind-repeats.tsv.
#   gnuplot heatmap-copy-symbols-26-kind-repeats.gp                      draws heatmap-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-26-kind-repeats.gp   draws heatmap-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 16'
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
array length[7] = [8.0, 16.0, 18.0, 20.0, 24.0, 32.0, 48.0]
borders = '16'
borders_words = ''
array trained[12]
trained[1] = 0
trained[2] = 16
trained[3] = 16
trained[4] = 16
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 16
trained[10] = 0
trained[11] = 0
trained[12] = 0
metric = 'exact match'
crossed = 0
values = 12
array value[12] = [0.0, 0.016, 0.168, 0.592, 0.798, 0.878, 0.902, 0.96, 0.978, 0.994, 0.998, 1.0]
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
