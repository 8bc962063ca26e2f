# The numbers are in heatmap-sort-symbols-120-copy-symbols-120-sort-symbols.tsv.
#   gnuplot heatmap-sort-symbols-120-copy-symbols-120-sort-symbols.gp                      draws heatmap-sort-symbols-120-copy-symbols-120-sort-symbols.svg
#   gnuplot -e "format='pdf'" heatmap-sort-symbols-120-copy-symbols-120-sort-symbols.gp   draws heatmap-sort-symbols-120-copy-symbols-120-sort-symbols.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'sort(symbols=120) [copy(symbols=120)+sort(symbols=120)], trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-sort-symbols-120-copy-symbols-120-sort-symbols'
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
values = 21
array value[21] = [0.0, 0.00016666666666666666, 0.005166666666666667, 0.020166666666666666, 0.06683333333333333, 0.16966666666666666, 0.19599999999999998, 0.3866666666666667, 0.6008333333333334, 0.7451666666666666, 0.747, 0.8471666666666665, 0.9169999999999998, 0.9756666666666667, 0.9939999999999999, 0.9941666666666666, 0.9983333333333334, 0.9984999999999999, 0.9988333333333334, 0.999, 0.9996666666666667]
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
