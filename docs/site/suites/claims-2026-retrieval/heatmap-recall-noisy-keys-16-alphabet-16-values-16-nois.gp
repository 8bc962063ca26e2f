# The numbers are in heatmap-recall-noisy-keys-16-alphabet-16-values-16-nois.tsv.
#   gnuplot heatmap-recall-noisy-keys-16-alphabet-16-values-16-nois.gp                      draws heatmap-recall-noisy-keys-16-alphabet-16-values-16-nois.svg
#   gnuplot -e "format='pdf'" heatmap-recall-noisy-keys-16-alphabet-16-values-16-nois.gp   draws heatmap-recall-noisy-keys-16-alphabet-16-values-16-nois.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Recall while pairs come in, noise between them (keys 16, alphabet 16, values 16, noise 0.8), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-recall-noisy-keys-16-alphabet-16-values-16-nois'
lengths = 5
array length[5] = [20.0, 30.0, 40.0, 80.0, 160.0]
borders = '40'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 40
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 40
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
metric = 'token accuracy'
crossed = 0
values = 10
array value[10] = [0.18989169675090253, 0.20495100567302732, 0.23337059809949692, 0.2537730575740637, 0.3130311614730878, 0.3151558073654391, 0.3258536585365854, 0.33951219512195124, 0.4015544041450777, 0.40803108808290156]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'differential'; tic[1] = 'differential'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 8; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
