# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-copy'
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
task[1] = 'Copy a string (symbols 60)'
drawn[1] = '1 2'; fits_here[1] = '0 1 0'
chance_of[1] = 1
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '20'; borders_words[1] = ''
task[2] = 'Copy a string (symbols 90)'
drawn[2] = '2 3'; fits_here[2] = '0 1 1'
chance_of[2] = 2
train_length[2] = 20.0; first_length[2] = 10.0; last_length[2] = 60.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '20'; borders_words[2] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'coupling(max=122)'; tic[1] = 'coupling(max=122)'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'learned + offset 4 layers'; tic[3] = 'learned + offset 4 layers'
style[3] = 3; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
