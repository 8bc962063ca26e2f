# The numbers are in training-markov-sharpness-4.tsv.
#   gnuplot training-markov-sharpness-4.gp                      draws training-markov-sharpness-4.svg
#   gnuplot -e "format='pdf'" training-markov-sharpness-4.gp   draws training-markov-sharpness-4.pdf; so do png, eps, cairolatex and tikz
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
name = 'training-markov-sharpness-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 4
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 54
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 55; curve_last[2] = 109
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 110; curve_last[3] = 164
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 165; curve_last[4] = 219
array curves_of[6]
curves_of[1] = ' 2'
curves_of[2] = ' 1'
curves_of[3] = ''
curves_of[4] = ' 3'
curves_of[5] = ''
curves_of[6] = ' 4'
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'pose'; tic[1] = 'pose'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'carope'; tic[2] = 'carope'
style[2] = 1; runs[2] = 1; fitted[2] = 1
label[3] = 'random positions'; tic[3] = 'random positions'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 6; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
