# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-2026-language'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 0
array grey_style[1]
grey_style[1] = 0
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 2
array task[2]
array drawn[2]
array fits_here[2]
array train_length[2]
array first_length[2]
array last_length[2]
array metric[2]
array lowest[2]
array highest[2]
array ties_words[2]
array borders[2]
array borders_words[2]
array chance_of[2]
task[1] = 'Language modelling of a Markov chain'
drawn[1] = '1 2'; fits_here[1] = '1 1 0 0 0'
chance_of[1] = 3
train_length[1] = 64.0; first_length[1] = 64.0; last_length[1] = 1024.0
metric[1] = 'loss (nats)'; lowest[1] = 2.0218; highest[1] = 3.0817
ties_words[1] = ''
borders[1] = '64'; borders_words[1] = ''
task[2] = 'Language modelling of a Markov chain (sharpness 4)'
drawn[2] = '3 4 5 2'; fits_here[2] = '0 1 1 1 1'
chance_of[2] = 1
train_length[2] = 64.0; first_length[2] = 64.0; last_length[2] = 1024.0
metric[2] = 'loss (nats)'; lowest[2] = 0.9110; highest[2] = 3.7473
ties_words[2] = ''
borders[2] = '64'; borders_words[2] = ''
series = 5
own_colours = 0
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'rope + qk-norm'; tic[1] = 'rope + qk-norm'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 1; fitted[2] = 1
label[3] = 'carope'; tic[3] = 'carope'
style[3] = 1; runs[3] = 1; fitted[3] = 1
label[4] = 'pose'; tic[4] = 'pose'
style[4] = 2; runs[4] = 1; fitted[4] = 1
label[5] = 'random positions'; tic[5] = 'random positions'
style[5] = 4; runs[5] = 1; fitted[5] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
