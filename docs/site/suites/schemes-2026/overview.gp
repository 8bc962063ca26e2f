# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'schemes-2026'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 25
array grey_style[25]
grey_style[1] = 2
grey_style[2] = 8
grey_style[3] = 9
grey_style[4] = 10
grey_style[5] = 11
grey_style[6] = 12
grey_style[7] = 13
grey_style[8] = 14
grey_style[9] = 15
grey_style[10] = 16
grey_style[11] = 18
grey_style[12] = 19
grey_style[13] = 20
grey_style[14] = 21
grey_style[15] = 22
grey_style[16] = 23
grey_style[17] = 24
grey_style[18] = 25
grey_style[19] = 26
grey_style[20] = 27
grey_style[21] = 28
grey_style[22] = 32
grey_style[23] = 33
grey_style[24] = 35
grey_style[25] = 36
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 3
array task[3]
array drawn[3]
array fits_here[3]
array train_length[3]
array first_length[3]
array last_length[3]
array metric[3]
array lowest[3]
array highest[3]
array ties_words[3]
array borders[3]
array borders_words[3]
array chance_of[3]
task[1] = 'Copy a string (symbols 64)'
drawn[1] = '1 2 3 4 5 6'; fits_here[1] = '0 2 1 2 2 2'
chance_of[1] = 1
train_length[1] = 16.0; first_length[1] = 8.0; last_length[1] = 64.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '16'; borders_words[1] = ''
task[2] = 'Find the one key in filler (digits 2, symbols 16)'
drawn[2] = '1 2 3 4 5 6'; fits_here[2] = '2 2 2 2 2 2'
chance_of[2] = 1
train_length[2] = 16.0; first_length[2] = 8.0; last_length[2] = 64.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = 'under one line in Find the one key in filler (digits 2, symbols 16): deltanet, deltanet to 2, kda'
borders[2] = '16'; borders_words[2] = ''
task[3] = 'What may come next in a regular language, or its state (language tomita-4)'
drawn[3] = '1 2 3 4 5 6'; fits_here[3] = '2 2 2 2 2 2'
chance_of[3] = 1
train_length[3] = 24.0; first_length[3] = 12.0; last_length[3] = 96.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = 'under one line in What may come next in a regular language, or its state (language tomita-4): rope+pose, deltanet, deltanet to 2, kda'
borders[3] = '24'; borders_words[3] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'rope+pose'; tic[2] = 'rope+pose'
style[2] = 17; runs[2] = 1; fitted[2] = 1
label[3] = 'retnet'; tic[3] = 'retnet'
style[3] = 29; runs[3] = 1; fitted[3] = 1
label[4] = 'deltanet'; tic[4] = 'deltanet'
style[4] = 30; runs[4] = 1; fitted[4] = 1
label[5] = 'deltanet to 2'; tic[5] = 'deltanet to 2'
style[5] = 31; runs[5] = 1; fitted[5] = 1
label[6] = 'kda'; tic[6] = 'kda'
style[6] = 34; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
