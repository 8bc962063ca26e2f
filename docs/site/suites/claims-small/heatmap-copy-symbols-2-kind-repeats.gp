# The numbers are in heatmap-copy-symbols-2-kind-repeats.tsv.
#   gnuplot heatmap-copy-symbols-2-kind-repeats.gp                      draws heatmap-copy-symbols-2-kind-repeats.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-2-kind-repeats.gp   draws heatmap-copy-symbols-2-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 2, kind repeats), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-2-kind-repeats'
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 0
trained[10] = 20
trained[11] = 0
trained[12] = 0
trained[13] = 0
metric = 'exact match'
crossed = 0
values = 9
array value[9] = [0.0, 0.02384615384615385, 0.025384615384615387, 0.053538461538461535, 0.5886153846153847, 0.5995384615384615, 0.6435384615384615, 0.9063076923076921, 0.9975384615384615]
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 13; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 13; fitted[2] = 10
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 13; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 10; runs[4] = 13; fitted[4] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
