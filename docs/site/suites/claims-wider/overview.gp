# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-wider'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 3
array grey_style[3]
grey_style[1] = 10
grey_style[2] = 11
grey_style[3] = 12
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 4
array task[4]
array drawn[4]
array fits_here[4]
array train_length[4]
array first_length[4]
array last_length[4]
array metric[4]
array lowest[4]
array highest[4]
array ties_words[4]
array borders[4]
array borders_words[4]
array chance_of[4]
task[1] = 'Copy a string'
drawn[1] = '1 2 3 4'; fits_here[1] = '1 1 1 1 0 0'
chance_of[1] = 1
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = 'under one line in Copy a string: learned, sinusoidal+alibi, rope'
borders[1] = '20'; borders_words[1] = ''
task[2] = 'Copy a string (symbols 26, kind repeats)'
drawn[2] = '5 4 6 3'; fits_here[2] = '0 0 1 1 1 0'
chance_of[2] = 2
train_length[2] = 16.0; first_length[2] = 8.0; last_length[2] = 48.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '16'; borders_words[2] = ''
task[3] = 'Find the one key in filler (digits 3, symbols 16)'
drawn[3] = '6 4 3'; fits_here[3] = '0 0 1 5 0 5'
chance_of[3] = 3
train_length[3] = 32.0; first_length[3] = 16.0; last_length[3] = 512.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '32'; borders_words[3] = ''
task[4] = 'Sort values in ascending order (symbols 256)'
drawn[4] = '5'; fits_here[4] = '0 0 0 0 1 0'
chance_of[4] = 2
train_length[4] = 16.0; first_length[4] = 8.0; last_length[4] = 48.0
metric[4] = 'exact match'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '16'; borders_words[4] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'learned'; tic[1] = 'learned'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'sinusoidal+alibi'; tic[2] = 'sinusoidal+alibi'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'alibi'; tic[3] = 'alibi'
style[3] = 9; runs[3] = 1; fitted[3] = 1
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 4; runs[4] = 1; fitted[4] = 1
label[5] = 'learned + offset'; tic[5] = 'learned + offset'
style[5] = 2; runs[5] = 1; fitted[5] = 1
label[6] = 'nope'; tic[6] = 'nope'
style[6] = 3; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
