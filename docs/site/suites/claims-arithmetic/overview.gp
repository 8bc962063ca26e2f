# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-arithmetic'
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
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 9
array task[9]
array drawn[9]
array fits_here[9]
array train_length[9]
array first_length[9]
array last_length[9]
array metric[9]
array lowest[9]
array highest[9]
array ties_words[9]
array borders[9]
array borders_words[9]
array chance_of[9]
task[1] = 'Add two decimal numbers'
drawn[1] = '1 2 3'; fits_here[1] = '0 0 0 0 0 0 0'
chance_of[1] = 3
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = 'under one line in Add two decimal numbers: learned + offset, alibi'
borders[1] = '20'; borders_words[1] = ''
task[2] = 'Add two decimal numbers (order all, hints 64)'
drawn[2] = '4 2'; fits_here[2] = '0 1 0 0 0 0 0'
chance_of[2] = 2
train_length[2] = 10.0; first_length[2] = 5.0; last_length[2] = 30.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '10'; borders_words[2] = ''
task[3] = 'Add two decimal numbers (order answer, pad true)'
drawn[3] = '5 1 6'; fits_here[3] = '0 0 0 0 0 0 0'
chance_of[3] = 1
train_length[3] = 10.0; first_length[3] = 5.0; last_length[3] = 30.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = 'under one line in Add two decimal numbers (order answer, pad true): coupling(max=128), learned + offset, abacus'
borders[3] = '10'; borders_words[3] = ''
task[4] = 'Are there more zeros or more ones?'
drawn[4] = '1 7'; fits_here[4] = '1 0 0 0 0 0 1'
chance_of[4] = 3
train_length[4] = 20.0; first_length[4] = 10.0; last_length[4] = 60.0
metric[4] = 'exact match'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = 'under one line in Are there more zeros or more ones?: learned + offset, nope'
borders[4] = '20'; borders_words[4] = ''
task[5] = 'Count from a to b'
drawn[5] = '1'; fits_here[5] = '10 0 0 0 0 0 0'
chance_of[5] = 3
train_length[5] = 20.0; first_length[5] = 10.0; last_length[5] = 60.0
metric[5] = 'exact match'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '20'; borders_words[5] = ''
task[6] = 'Parity, walking from one to one by index hints'
drawn[6] = '1'; fits_here[6] = '0 0 0 0 0 0 0'
chance_of[6] = 3
train_length[6] = 20.0; first_length[6] = 10.0; last_length[6] = 60.0
metric[6] = 'exact match'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = ''
borders[6] = '20'; borders_words[6] = ''
task[7] = 'Is the number of ones even?'
drawn[7] = '1 7 2 3'; fits_here[7] = '3 0 0 0 0 0 0'
chance_of[7] = 3
train_length[7] = 20.0; first_length[7] = 10.0; last_length[7] = 60.0
metric[7] = 'exact match'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = ''
borders[7] = '20'; borders_words[7] = ''
task[8] = 'The most frequent symbol'
drawn[8] = '1 7'; fits_here[8] = '1 0 0 0 0 0 1'
chance_of[8] = 3
train_length[8] = 20.0; first_length[8] = 10.0; last_length[8] = 60.0
metric[8] = 'exact match'; lowest[8] = 0.0000; highest[8] = 1.0000
ties_words[8] = ''
borders[8] = '20'; borders_words[8] = ''
task[9] = 'The most frequent of a few symbols'
drawn[9] = '1'; fits_here[9] = '10 0 0 0 0 0 0'
chance_of[9] = 3
train_length[9] = 20.0; first_length[9] = 10.0; last_length[9] = 60.0
metric[9] = 'exact match'; lowest[9] = 0.0000; highest[9] = 1.0000
ties_words[9] = ''
borders[9] = '20'; borders_words[9] = ''
series = 7
own_colours = 0
array label[7]
array tic[7]
array style[7]
array runs[7]
array fitted[7]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 5; runs[2] = 1; fitted[2] = 1
label[3] = 'alibi'; tic[3] = 'alibi'
style[3] = 7; runs[3] = 1; fitted[3] = 1
label[4] = 'fire'; tic[4] = 'fire'
style[4] = 2; runs[4] = 1; fitted[4] = 1
label[5] = 'coupling(max=128)'; tic[5] = 'coupling(max=128)'
style[5] = 1; runs[5] = 1; fitted[5] = 1
label[6] = 'abacus'; tic[6] = 'abacus'
style[6] = 6; runs[6] = 1; fitted[6] = 1
label[7] = 'nope'; tic[7] = 'nope'
style[7] = 4; runs[7] = 1; fitted[7] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
