# The numbers are in training-passkey-digits-1-symbols-16.tsv.
#   gnuplot training-passkey-digits-1-symbols-16.gp                      draws training-passkey-digits-1-symbols-16.svg
#   gnuplot -e "format='pdf'" training-passkey-digits-1-symbols-16.gp   draws training-passkey-digits-1-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 1, symbols 16), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-passkey-digits-1-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 9
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 55
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 56; curve_last[2] = 111
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 112; curve_last[3] = 168
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 169; curve_last[4] = 224
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 225; curve_last[5] = 281
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 282; curve_last[6] = 338
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 339; curve_last[7] = 395
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 396; curve_last[8] = 452
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 453; curve_last[9] = 508
array curves_of[10]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 1 2 3 4 5 6 7 8 9'
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ''
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 9; fitted[1] = 9

load '../../charts/style.gp'
load '../../charts/training.gp'
