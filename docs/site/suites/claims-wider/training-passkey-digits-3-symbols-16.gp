# The numbers are in training-passkey-digits-3-symbols-16.tsv.
#   gnuplot training-passkey-digits-3-symbols-16.gp                      draws training-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" training-passkey-digits-3-symbols-16.gp   draws training-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16), trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 11
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 4
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 5; curve_last[2] = 9
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 10; curve_last[3] = 14
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 15; curve_last[4] = 19
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 20; curve_last[5] = 24
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 25; curve_last[6] = 29
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 30; curve_last[7] = 34
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 35; curve_last[8] = 39
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 40; curve_last[9] = 44
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 45; curve_last[10] = 49
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 50; curve_last[11] = 54
array curves_of[12]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1 4 6 7 9'
curves_of[4] = ' 2 3 5 8 10'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ' 11'
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 5; fitted[1] = 5
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 5; fitted[2] = 5
label[3] = 'alibi'; tic[3] = 'alibi'
style[3] = 9; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
