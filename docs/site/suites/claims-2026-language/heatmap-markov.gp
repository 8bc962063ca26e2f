# The numbers are in heatmap-markov.tsv.
#   gnuplot heatmap-markov.gp                      draws heatmap-markov.svg
#   gnuplot -e "format='pdf'" heatmap-markov.gp   draws heatmap-markov.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain, trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-markov'
lengths = 5
array length[5] = [64.0, 128.0, 256.0, 512.0, 1024.0]
borders = '64'
borders_words = ''
array trained[6]
trained[1] = 0
trained[2] = 0
trained[3] = 64
trained[4] = 0
trained[5] = 0
trained[6] = 64
metric = 'loss (nats)'
crossed = 0
values = 10
array value[10] = [2.0218426652125796, 2.0232765766309764, 2.024659517662679, 2.067973910432775, 2.178250147883746, 2.39250240303361, 2.5231591978615575, 2.6293138116605603, 2.853730284113629, 3.0817074117379173]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope + qk-norm'; tic[1] = 'rope + qk-norm'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
