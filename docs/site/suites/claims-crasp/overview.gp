# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-crasp'
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
tasks = 16
array task[16]
array drawn[16]
array fits_here[16]
array train_length[16]
array first_length[16]
array last_length[16]
array metric[16]
array lowest[16]
array highest[16]
array ties_words[16]
array borders[16]
array borders_words[16]
array chance_of[16]
task[1] = 'Tell the last block from those before it'
drawn[1] = '1'; fits_here[1] = '1 0 0 0'
chance_of[1] = 2
train_length[1] = 40.0; first_length[1] = 20.0; last_length[1] = 120.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '40'; borders_words[1] = ''
task[2] = 'What may come next in a regular language, or its state (language (abbc)*, asks state, at gaps, words whole)'
drawn[2] = '2'; fits_here[2] = '0 1 0 0'
chance_of[2] = 1
train_length[2] = 24.0; first_length[2] = 12.0; last_length[2] = 240.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '24'; borders_words[2] = ''
task[3] = 'What may come next in a regular language, or its state (language b*baa, asks state, at gaps, words whole)'
drawn[3] = '2'; fits_here[3] = '0 1 0 0'
chance_of[3] = 1
train_length[3] = 24.0; first_length[3] = 12.0; last_length[3] = 240.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '24'; borders_words[3] = ''
task[4] = 'Tell the last block from those before it (blocks 4)'
drawn[4] = '1 3'; fits_here[4] = '0 0 1 0'
chance_of[4] = 2
train_length[4] = 40.0; first_length[4] = 20.0; last_length[4] = 120.0
metric[4] = 'exact match'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '40'; borders_words[4] = ''
task[5] = 'What may come next in a regular language, or its state (language (bab|b)*, asks state, at gaps, words whole)'
drawn[5] = '2'; fits_here[5] = '0 1 0 0'
chance_of[5] = 1
train_length[5] = 24.0; first_length[5] = 12.0; last_length[5] = 72.0
metric[5] = 'exact match'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '24'; borders_words[5] = ''
task[6] = 'What may come next in a regular language, or its state (language [ac]*cbbb, asks state, at gaps, words whole)'
drawn[6] = '2'; fits_here[6] = '0 1 0 0'
chance_of[6] = 1
train_length[6] = 24.0; first_length[6] = 12.0; last_length[6] = 72.0
metric[6] = 'exact match'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = ''
borders[6] = '24'; borders_words[6] = ''
task[7] = 'What may come next in a regular language, or its state (language (ab|bbaa)*, asks state, at gaps, words whole)'
drawn[7] = '2'; fits_here[7] = '0 1 0 0'
chance_of[7] = 1
train_length[7] = 24.0; first_length[7] = 12.0; last_length[7] = 72.0
metric[7] = 'exact match'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = ''
borders[7] = '24'; borders_words[7] = ''
task[8] = 'What may come next in a regular language, or its state (language a(bc)*, asks state, at gaps, words whole)'
drawn[8] = '2'; fits_here[8] = '0 1 0 0'
chance_of[8] = 1
train_length[8] = 24.0; first_length[8] = 12.0; last_length[8] = 240.0
metric[8] = 'exact match'; lowest[8] = 0.0000; highest[8] = 1.0000
ties_words[8] = ''
borders[8] = '24'; borders_words[8] = ''
task[9] = 'Tell the last block from those before it (blocks 5)'
drawn[9] = '3 4'; fits_here[9] = '0 0 1 1'
chance_of[9] = 3
train_length[9] = 40.0; first_length[9] = 20.0; last_length[9] = 120.0
metric[9] = 'exact match'; lowest[9] = 0.0000; highest[9] = 1.0000
ties_words[9] = ''
borders[9] = '40'; borders_words[9] = ''
task[10] = 'What may come next in a regular language, or its state (language (ab|aabb)*, asks state, at gaps, words whole)'
drawn[10] = '2'; fits_here[10] = '0 1 0 0'
chance_of[10] = 1
train_length[10] = 24.0; first_length[10] = 12.0; last_length[10] = 72.0
metric[10] = 'exact match'; lowest[10] = 0.0000; highest[10] = 1.0000
ties_words[10] = ''
borders[10] = '24'; borders_words[10] = ''
task[11] = 'What may come next in a regular language, or its state (language (b*ac)*, asks state, at gaps, words whole)'
drawn[11] = '2'; fits_here[11] = '0 1 0 0'
chance_of[11] = 1
train_length[11] = 24.0; first_length[11] = 12.0; last_length[11] = 72.0
metric[11] = 'exact match'; lowest[11] = 0.0000; highest[11] = 1.0000
ties_words[11] = ''
borders[11] = '24'; borders_words[11] = ''
task[12] = 'What may come next in a regular language, or its state (language (ca)*(cb)*, asks state, at gaps, words whole)'
drawn[12] = '2'; fits_here[12] = '0 1 0 0'
chance_of[12] = 1
train_length[12] = 24.0; first_length[12] = 12.0; last_length[12] = 240.0
metric[12] = 'exact match'; lowest[12] = 0.0000; highest[12] = 1.0000
ties_words[12] = ''
borders[12] = '24'; borders_words[12] = ''
task[13] = 'Tell the last block from those before it (blocks 6)'
drawn[13] = '4'; fits_here[13] = '0 0 0 1'
chance_of[13] = 4
train_length[13] = 40.0; first_length[13] = 20.0; last_length[13] = 120.0
metric[13] = 'exact match'; lowest[13] = 0.0000; highest[13] = 1.0000
ties_words[13] = ''
borders[13] = '40'; borders_words[13] = ''
task[14] = 'What may come next in a regular language, or its state (language (cc)*, asks state, at gaps, words whole)'
drawn[14] = '2'; fits_here[14] = '0 0 0 0'
chance_of[14] = 1
train_length[14] = 24.0; first_length[14] = 12.0; last_length[14] = 72.0
metric[14] = 'exact match'; lowest[14] = 0.0000; highest[14] = 1.0000
ties_words[14] = ''
borders[14] = '24'; borders_words[14] = ''
task[15] = 'What may come next in a regular language, or its state (language (baaa)*, asks state, at gaps, words whole)'
drawn[15] = '2'; fits_here[15] = '0 1 0 0'
chance_of[15] = 1
train_length[15] = 24.0; first_length[15] = 12.0; last_length[15] = 240.0
metric[15] = 'exact match'; lowest[15] = 0.0000; highest[15] = 1.0000
ties_words[15] = ''
borders[15] = '24'; borders_words[15] = ''
task[16] = 'What may come next in a regular language, or its state (language (baa|a)*, asks state, at gaps, words whole)'
drawn[16] = '2'; fits_here[16] = '0 1 0 0'
chance_of[16] = 1
train_length[16] = 24.0; first_length[16] = 12.0; last_length[16] = 72.0
metric[16] = 'exact match'; lowest[16] = 0.0000; highest[16] = 1.0000
ties_words[16] = ''
borders[16] = '24'; borders_words[16] = ''
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'nope one layer'; tic[1] = 'nope one layer'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 1; runs[2] = 1; fitted[2] = 1
label[3] = 'nope two layers'; tic[3] = 'nope two layers'
style[3] = 3; runs[3] = 1; fitted[3] = 1
label[4] = 'nope three layers'; tic[4] = 'nope three layers'
style[4] = 4; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
