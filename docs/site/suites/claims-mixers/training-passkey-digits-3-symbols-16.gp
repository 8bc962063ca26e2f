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
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 54
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 55; curve_last[2] = 109
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 110; curve_last[3] = 164
array curves_of[10]
curves_of[1] = ''
curves_of[2] = ' 1'
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ' 3'
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 2'
curves_of[9] = ''
curves_of[10] = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'mamba2'; tic[2] = 'mamba2'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'deltanet 1'; tic[3] = 'deltanet 1'
style[3] = 5; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
