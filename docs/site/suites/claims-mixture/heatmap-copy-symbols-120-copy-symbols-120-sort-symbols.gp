# The numbers are in heatmap-copy-symbols-120-copy-symbols-120-sort-symbols.tsv.
#   gnuplot heatmap-copy-symbols-120-copy-symbols-120-sort-symbols.gp                      draws heatmap-copy-symbols-120-copy-symbols-120-sort-symbols.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-120-copy-symbols-120-sort-symbols.gp   draws heatmap-copy-symbols-120-copy-symbols-120-sort-symbols.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'copy(symbols=120) [copy(symbols=120)+sort(symbols=120)], trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-120-copy-symbols-120-sort-symbols'
lengths = 6
array length[6] = [10.0, 20.0, 30.0, 40.0, 60.0, 80.0]
borders = '20'
borders_words = ''
array trained[4]
trained[1] = 20
trained[2] = 20
trained[3] = 20
trained[4] = 20
metric = 'exact match'
crossed = 0
values = 19
array value[19] = [0.0, 0.0023333333333333335, 0.0029999999999999996, 0.005666666666666667, 0.07466666666666667, 0.09283333333333332, 0.1965, 0.22883333333333333, 0.2795, 0.568, 0.6655000000000001, 0.8286666666666668, 0.9094999999999999, 0.9243333333333333, 0.9855, 0.9944999999999999, 0.9994999999999999, 0.9996666666666667, 1.0]
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'mixture per task'; tic[1] = 'mixture per task'
style[1] = 1; runs[1] = 12; fitted[1] = 12
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 2; runs[2] = 12; fitted[2] = 12
label[3] = 't5'; tic[3] = 't5'
style[3] = 3; runs[3] = 12; fitted[3] = 12
label[4] = 'kerple-log'; tic[4] = 'kerple-log'
style[4] = 4; runs[4] = 12; fitted[4] = 11

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
