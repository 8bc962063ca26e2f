# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-small'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 10
array grey_style[10]
grey_style[1] = 3
grey_style[2] = 10
grey_style[3] = 7
grey_style[4] = 9
grey_style[5] = 11
grey_style[6] = 2
grey_style[7] = 6
grey_style[8] = 12
grey_style[9] = 13
grey_style[10] = 5
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 7
array task[7]
array drawn[7]
array fits_here[7]
array train_length[7]
array first_length[7]
array last_length[7]
array metric[7]
array lowest[7]
array highest[7]
array ties_words[7]
array borders[7]
array borders_words[7]
array chance_of[7]
task[1] = 'Copy a string (symbols 2, kind repeats)'
drawn[1] = '1 2'; fits_here[1] = '10 0 0'
chance_of[1] = 4
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '20'; borders_words[1] = ''
task[2] = 'Copy a string (symbols 30, kind repeats)'
drawn[2] = '3 1'; fits_here[2] = '0 0 0'
chance_of[2] = 1
train_length[2] = 32.0; first_length[2] = 32.0; last_length[2] = 512.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = 'under one line in Copy a string (symbols 30, kind repeats): fope, rope'
borders[2] = '32'; borders_words[2] = ''
task[3] = 'Copy a string (symbols 60)'
drawn[3] = '3 2 1'; fits_here[3] = '15 0 15'
chance_of[3] = 1
train_length[3] = 20.0; first_length[3] = 10.0; last_length[3] = 60.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '20'; borders_words[3] = ''
task[4] = 'Is the number of unequal neighbours even? (regular) (answer slots)'
drawn[4] = '1 2'; fits_here[4] = '13 0 0'
chance_of[4] = 4
train_length[4] = 20.0; first_length[4] = 10.0; last_length[4] = 60.0
metric[4] = 'token accuracy'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '20'; borders_words[4] = ''
task[5] = 'Sort values in ascending order (symbols 60)'
drawn[5] = '2 1'; fits_here[5] = '8 8 0'
chance_of[5] = 8
train_length[5] = 20.0; first_length[5] = 10.0; last_length[5] = 60.0
metric[5] = 'exact match'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '20'; borders_words[5] = ''
task[6] = 'Is the number of unequal neighbours even? (regular)'
drawn[6] = '2'; fits_here[6] = '0 0 0'
chance_of[6] = 8
train_length[6] = 20.0; first_length[6] = 10.0; last_length[6] = 60.0
metric[6] = 'token accuracy'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = ''
borders[6] = '20'; borders_words[6] = ''
task[7] = 'Find the one key in filler (digits 1, symbols 16)'
drawn[7] = '1 2'; fits_here[7] = '9 9 0'
chance_of[7] = 4
train_length[7] = 24.0; first_length[7] = 12.0; last_length[7] = 96.0
metric[7] = 'exact match'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = 'under one line in Find the one key in filler (digits 1, symbols 16): rope, nope'
borders[7] = '24'; borders_words[7] = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'fope'; tic[3] = 'fope'
style[3] = 1; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
