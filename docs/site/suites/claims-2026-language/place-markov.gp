# The numbers are in place-markov.tsv.
#   gnuplot place-markov.gp                      draws place-markov.svg
#   gnuplot -e "format='pdf'" place-markov.gp   draws place-markov.pdf; so do png, eps, cairolatex and tikz
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
name = 'place-markov'
others = 0
array grey_style[1]
grey_style[1] = 0
last = 1024.0
borders = '64'
borders_words = ''
array trained[6]
trained[1] = 0
trained[2] = 0
trained[3] = 64
trained[4] = 0
trained[5] = 0
trained[6] = 64
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
load '../../charts/place.gp'
