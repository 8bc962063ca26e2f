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
last = 512.0
borders = '64'
borders_words = ''
array trained[22]
trained[1] = 64
trained[2] = 0
trained[3] = 0
trained[4] = 64
trained[5] = 64
trained[6] = 64
trained[7] = 64
trained[8] = 64
trained[9] = 64
trained[10] = 64
trained[11] = 64
trained[12] = 64
trained[13] = 64
trained[14] = 64
trained[15] = 64
trained[16] = 64
trained[17] = 64
trained[18] = 64
trained[19] = 64
trained[20] = 64
trained[21] = 64
trained[22] = 64
series = 20
own_colours = 0
array label[20]
array tic[20]
array style[20]
array runs[20]
array fitted[20]
label[1] = 'fox'; tic[1] = 'fox'
style[1] = 4; runs[1] = 1; fitted[1] = 1
label[2] = 'hope'; tic[2] = 'hope'
style[2] = 5; runs[2] = 1; fitted[2] = 1
label[3] = 'kerple-log'; tic[3] = 'kerple-log'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'mobius'; tic[4] = 'mobius'
style[4] = 7; runs[4] = 1; fitted[4] = 1
label[5] = 'nope'; tic[5] = 'nope'
style[5] = 8; runs[5] = 1; fitted[5] = 1
label[6] = 'window'; tic[6] = 'window'
style[6] = 9; runs[6] = 1; fitted[6] = 1
label[7] = (latex ? 'window \textgreater{} (size=16,sinks=4)' : 'window > (size=16,sinks=4)'); tic[7] = (latex ? 'window \textgreater{} (size=16,sinks=4)' : 'window > (size=16,sinks=4)')
style[7] = 10; runs[7] = 1; fitted[7] = 1
label[8] = 'fire'; tic[8] = 'fire'
style[8] = 11; runs[8] = 1; fitted[8] = 1
label[9] = 'learned + offset'; tic[9] = 'learned + offset'
style[9] = 12; runs[9] = 1; fitted[9] = 1
label[10] = 'rope'; tic[10] = 'rope'
style[10] = 13; runs[10] = 1; fitted[10] = 1
label[11] = (latex ? 'rope \textgreater{} +ntk(scale=4)' : 'rope > +ntk(scale=4)'); tic[11] = (latex ? 'rope \textgreater{} +ntk(scale=4)' : 'rope > +ntk(scale=4)')
style[11] = 14; runs[11] = 1; fitted[11] = 1
label[12] = (latex ? 'rope \textgreater{} +pi(scale=4)' : 'rope > +pi(scale=4)'); tic[12] = (latex ? 'rope \textgreater{} +pi(scale=4)' : 'rope > +pi(scale=4)')
style[12] = 15; runs[12] = 1; fitted[12] = 1
label[13] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[13] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[13] = 16; runs[13] = 1; fitted[13] = 1
label[14] = 'sinusoidal'; tic[14] = 'sinusoidal'
style[14] = 17; runs[14] = 1; fitted[14] = 1
label[15] = 't5'; tic[15] = 't5'
style[15] = 18; runs[15] = 1; fitted[15] = 1
label[16] = 'xpos'; tic[16] = 'xpos'
style[16] = 19; runs[16] = 1; fitted[16] = 1
label[17] = 'alibi'; tic[17] = 'alibi'
style[17] = 1; runs[17] = 1; fitted[17] = 1
label[18] = 'sandwich'; tic[18] = 'sandwich'
style[18] = 20; runs[18] = 1; fitted[18] = 1
label[19] = 'cable'; tic[19] = 'cable'
style[19] = 21; runs[19] = 1; fitted[19] = 1
label[20] = 'fope'; tic[20] = 'fope'
style[20] = 22; runs[20] = 1; fitted[20] = 1

load '../../charts/style.gp'
load '../../charts/place.gp'
