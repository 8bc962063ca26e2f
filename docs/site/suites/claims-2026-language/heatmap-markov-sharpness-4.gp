# The numbers are in heatmap-markov-sharpness-4.tsv.
#   gnuplot heatmap-markov-sharpness-4.gp                      draws heatmap-markov-sharpness-4.svg
#   gnuplot -e "format='pdf'" heatmap-markov-sharpness-4.gp   draws heatmap-markov-sharpness-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain (sharpness 4), trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-markov-sharpness-4'
lengths = 5
array length[5] = [64.0, 128.0, 256.0, 512.0, 1024.0]
borders = '64'
borders_words = ''
array trained[6]
trained[1] = 64
trained[2] = 64
trained[3] = 0
trained[4] = 64
trained[5] = 64
trained[6] = 64
metric = 'loss (nats)'
crossed = 0
values = 23
array value[23] = [0.9110268185266028, 0.9165997909838801, 0.9349956593430118, 0.9533457343531587, 0.9608053093592551, 0.9609979031118746, 0.9626229480882559, 0.9670184619393883, 1.0525269962177726, 1.1837837942023781, 1.3288701999300294, 1.4796795171873816, 1.5027907985484652, 1.5245531356675601, 1.5647333832927786, 1.6340745179179246, 2.3041281850260953, 2.569890613953618, 2.625977188496047, 3.3120321527808523, 3.3284561811863727, 3.7318189968323843, 3.7473391198389097]
series = 5
own_colours = 0
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'carope'; tic[1] = 'carope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'pose'; tic[2] = 'pose'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'random positions'; tic[3] = 'random positions'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = (latex ? 'random positions \textgreater{} rope' : 'random positions > rope'); tic[4] = (latex ? 'random positions \textgreater{} rope' : 'random positions > rope')
style[4] = 5; runs[4] = 1; fitted[4] = 1
label[5] = 'rope'; tic[5] = 'rope'
style[5] = 6; runs[5] = 1; fitted[5] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
