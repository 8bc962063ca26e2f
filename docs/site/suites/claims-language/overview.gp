# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-language'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 15
array grey_style[15]
grey_style[1] = 4
grey_style[2] = 5
grey_style[3] = 7
grey_style[4] = 8
grey_style[5] = 9
grey_style[6] = 11
grey_style[7] = 12
grey_style[8] = 13
grey_style[9] = 17
grey_style[10] = 18
grey_style[11] = 19
grey_style[12] = 20
grey_style[13] = 21
grey_style[14] = 22
grey_style[15] = 3
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
drawn[1] = '1 2'; fits_here[1] = '1 1'
chance_of[1] = 6
train_length[1] = 64.0; first_length[1] = 64.0; last_length[1] = 512.0
metric[1] = 'loss (nats)'; lowest[1] = 1.9873; highest[1] = 2.9915
ties_words[1] = ''
borders[1] = '64'; borders_words[1] = ''
task[2] = 'Language modelling of a Markov chain with copied segments'
drawn[2] = '2 1'; fits_here[2] = '1 1'
chance_of[2] = 1
train_length[2] = 64.0; first_length[2] = 64.0; last_length[2] = 512.0
metric[2] = 'loss (nats)'; lowest[2] = 1.1561; highest[2] = 3.9101
ties_words[2] = ''
borders[2] = '64'; borders_words[2] = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'kerple-log'; tic[1] = 'kerple-log'
style[1] = 6; runs[1] = 1; fitted[1] = 1
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 1; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
