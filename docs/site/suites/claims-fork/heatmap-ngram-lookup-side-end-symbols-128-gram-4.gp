# The numbers are in heatmap-ngram-lookup-side-end-symbols-128-gram-4.tsv.
#   gnuplot heatmap-ngram-lookup-side-end-symbols-128-gram-4.gp                      draws heatmap-ngram-lookup-side-end-symbols-128-gram-4.svg
#   gnuplot -e "format='pdf'" heatmap-ngram-lookup-side-end-symbols-128-gram-4.gp   draws heatmap-ngram-lookup-side-end-symbols-128-gram-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What follows the n-gram? (side end, symbols 128, gram 4), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-ngram-lookup-side-end-symbols-128-gram-4'
lengths = 7
array length[7] = [10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 20
trained[2] = 20
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 20
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 19
array value[19] = [0.014, 0.024, 0.028, 0.034, 0.042, 0.05, 0.078, 0.094, 0.104, 0.15, 0.414, 0.454, 0.532, 0.664, 0.826, 0.878, 0.892, 0.964, 0.996]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 2; runs[2] = 1; fitted[2] = 0
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 6; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
