# The numbers are in place-markov-sharpness-4.tsv.
#   gnuplot place-markov-sharpness-4.gp                      draws place-markov-sharpness-4.svg
#   gnuplot -e "format='pdf'" place-markov-sharpness-4.gp   draws place-markov-sharpness-4.pdf; so do png, eps, cairolatex and tikz
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
name = 'place-markov-sharpness-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last = 1024.0
borders = '64'
borders_words = ''
array trained[6]
trained[1] = 64
trained[2] = 64
trained[3] = 0
trained[4] = 64
trained[5] = 64
trained[6] = 64
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
load '../../charts/place.gp'
