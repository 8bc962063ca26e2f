# The numbers are in place-markov-copy.tsv.
#   gnuplot place-markov-copy.gp                      draws place-markov-copy.svg
#   gnuplot -e "format='pdf'" place-markov-copy.gp   draws place-markov-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain with copied segments, trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'place-markov-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
last = 512.0
borders = '64'
borders_words = ''
array trained[22]
trained[1] = 64
trained[2] = 64
trained[3] = 64
trained[4] = 0
trained[5] = 0
trained[6] = 64
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
trained[19] = 0
trained[20] = 0
trained[21] = 0
trained[22] = 0
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'alibi'; tic[1] = 'alibi'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = (latex ? 'alibi \textgreater{} +window(size=64)' : 'alibi > +window(size=64)'); tic[2] = (latex ? 'alibi \textgreater{} +window(size=64)' : 'alibi > +window(size=64)')
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'dape'; tic[3] = 'dape'
style[3] = 3; runs[3] = 1; fitted[3] = 1
label[4] = 'kerple-log'; tic[4] = 'kerple-log'
style[4] = 6; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/place.gp'
