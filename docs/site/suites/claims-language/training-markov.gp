# The numbers are in training-markov.tsv.
#   gnuplot training-markov.gp                      draws training-markov.svg
#   gnuplot -e "format='pdf'" training-markov.gp   draws training-markov.pdf; so do png, eps, cairolatex and tikz
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
name = 'training-markov'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 16
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 4
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 5; curve_last[2] = 9
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 10; curve_last[3] = 14
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 15; curve_last[4] = 19
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 20; curve_last[5] = 24
curve_fitted[6] = 0; curve_diverged[6] = 0; curve_first[6] = 25; curve_last[6] = 29
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 30; curve_last[7] = 34
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 35; curve_last[8] = 39
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 40; curve_last[9] = 44
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 45; curve_last[10] = 49
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 50; curve_last[11] = 54
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 55; curve_last[12] = 59
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 60; curve_last[13] = 64
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 65; curve_last[14] = 69
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 70; curve_last[15] = 74
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 75; curve_last[16] = 79
array curves_of[22]
curves_of[1] = ' 13'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ' 4'
curves_of[5] = ' 1'
curves_of[6] = ' 2'
curves_of[7] = ' 3'
curves_of[8] = ' 5'
curves_of[9] = ' 6'
curves_of[10] = ''
curves_of[11] = ' 10'
curves_of[12] = ' 7'
curves_of[13] = ' 8'
curves_of[14] = ''
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ' 9'
curves_of[18] = ' 11'
curves_of[19] = ' 12'
curves_of[20] = ' 14'
curves_of[21] = ' 15'
curves_of[22] = ' 16'
series = 16
own_colours = 0
array label[16]
array tic[16]
array style[16]
array runs[16]
array fitted[16]
label[1] = 'hope'; tic[1] = 'hope'
style[1] = 5; runs[1] = 1; fitted[1] = 1
label[2] = 'kerple-log'; tic[2] = 'kerple-log'
style[2] = 6; runs[2] = 1; fitted[2] = 1
label[3] = 'mobius'; tic[3] = 'mobius'
style[3] = 7; runs[3] = 1; fitted[3] = 1
label[4] = 'fox'; tic[4] = 'fox'
style[4] = 4; runs[4] = 1; fitted[4] = 1
label[5] = 'nope'; tic[5] = 'nope'
style[5] = 8; runs[5] = 1; fitted[5] = 1
label[6] = 'window'; tic[6] = 'window'
style[6] = 9; runs[6] = 1; fitted[6] = 0
label[7] = 'learned + offset'; tic[7] = 'learned + offset'
style[7] = 12; runs[7] = 1; fitted[7] = 1
label[8] = 'rope'; tic[8] = 'rope'
style[8] = 13; runs[8] = 1; fitted[8] = 1
label[9] = 'sinusoidal'; tic[9] = 'sinusoidal'
style[9] = 17; runs[9] = 1; fitted[9] = 0
label[10] = 'fire'; tic[10] = 'fire'
style[10] = 11; runs[10] = 1; fitted[10] = 1
label[11] = 't5'; tic[11] = 't5'
style[11] = 18; runs[11] = 1; fitted[11] = 1
label[12] = 'xpos'; tic[12] = 'xpos'
style[12] = 19; runs[12] = 1; fitted[12] = 1
label[13] = 'alibi'; tic[13] = 'alibi'
style[13] = 1; runs[13] = 1; fitted[13] = 1
label[14] = 'sandwich'; tic[14] = 'sandwich'
style[14] = 20; runs[14] = 1; fitted[14] = 1
label[15] = 'cable'; tic[15] = 'cable'
style[15] = 21; runs[15] = 1; fitted[15] = 1
label[16] = 'fope'; tic[16] = 'fope'
style[16] = 22; runs[16] = 1; fitted[16] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
